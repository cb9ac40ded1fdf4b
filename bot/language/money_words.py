"""The words beside a sum of money that say what it is."""

from __future__ import annotations

import re

_COSTS_OFF = (
    r"(?:刨|除|扣|抛)[去掉开除]+[^，。,.0-9]{0,8}(?:成本|房租|人工|工钱|油钱|料钱?|货款|租金|开销)"
    r"[^，。,.0-9]{0,8}(?:剩|落|挣|赚|净)"
)
"""What a trade leaves when its costs are paid."""

SPEAKS_OF = re.compile(
    r"(?P<goal>学费|学杂费|首付款?|(?<!小)目标|攒够|攒到|攒出|攒齐|攒满|存够|存到|存满|存出"
    r"|存下来?到|凑够|凑齐|凑到|凑出|(?<!能)凑|筹集?|募集"
    r"|预算|留学费用?|教育金|养老金要|需要|需(?=[0-9一二两三四五六七八九十百])|(?:大概|大约"
    r"|估计|预计|至少|差不多)?(?:还)?(?:要|得|需要?)花(?:掉|费)?|大概要|大约要|估计要|预计要"
    r"|总共要|一共要|得要|还差|还缺|缺口|缺|差(?=[0-9一二两三四五六七八九十百])"
    r"|(?:想|希望|目标|争取|打算|计划|好|让|把)[^，。,.]{0,8}(?:变成|翻到|涨到|达到|做到"
    r"|增值到|滚到|到(?=[0-9一二两三四五六七八九十百]))"
    r"|实现|要用(?=[约大概]{0,2}[0-9一二两三四五六七八九十百几])|(?:希望|想|争取"
    r"|最好)[^，。,.]{0,8}(?:时候?|岁|年后|退休后?)(?:能|手[里上头]|账上)*有|准备出|要?备(?:好|足"
    r"|出)|准备好?(?=[0-9一二两三四五六七八九十百])"
    r"|(?:想|要|打算|准备|计划|希望|争取|得|必须|能|可以)(?:再|给\w{1,4}|先|慢慢|努力|提前"
    r"|另外|在[^，。]{1,8})?[^，。,.0-9]{0,5}攒(?![了着下的钱])"
    r"|\b(?:goal|target|(?<!that )(?<!which )(?<!it )(?<!don't )(?<!won't )(?<!not )needs?"
    r"(?! to ?$)(?! to borrow)(?! (?:a"
    r"|some) (?:new |good |better )?home)|needed|put together|come up with"
    r"|pull together|scrape together|(?:will|would|gonna|going to|might|may"
    r"|should) (?:probably |likely )?cost|down ?payment"
    r"|deposit (?:for|on)|(?:house|home|flat|mortgage|a) deposit|tuition|(?:working|seed"
    r"|start-?up|growth) capital|raise capital"
    r"|end up with|(?:like|hope|hoping|plan|planning|need|aim) to have|reach"
    r"|(?<!a )(?<!the )hit(?! of)|(?:grow"
    r"|get|build|bring) (?:it |this |that |my money |my savings |them |up )?(?:in)?to"
    r"|aim(?:ing)?|want(?:ing)? to have|budget|accumulate|build up|save up|turn (?:it|this"
    r"|that) into|saving (?:for|up|towards?)|save (?:for|towards?)|fund of|short of"
    r"|(?:want|wanna|need|have|trying|try|hope|hoping|plan|planning|like|looking|aim|aiming"
    r"|going|have got)(?:ing)? to (?:\w+ly )?(?:save|raise)"
    r"|retire (?:with|on)|would take|will take|it'll cost|want(?= (?:about |around |roughly "
    r"|at least )?(?:[a-z]{0,3}[$€£¥]?[0-9]|half a |a (?:quarter |million)|one million))"
    r"|saving(?: up)?(?= (?:about |around |roughly )?[a-z]{0,3}[$€£¥]?[0-9]))\b)"
    r"|(?P<debt>房贷|车贷|贷款|贷|欠|负债|债务?(?!券|基)|信用卡|花呗|借呗|月供|按揭|还款"
    r"|没还|未还|借了|借给|借出|白条|网贷|外债|借款|融资|借"
    r"|\b(?:mortgages?|loans?|owe|owes|owing|debts?|overdraft|credit (?:cards?|line)"
    r"|line of credit|outstanding"
    r"|borrow(?:ed|ing)?|liabilit(?:y|ies)|repay(?:ment)?s?|financing|pay(?:ing)? off"
    r"|paying back|lent|lend)\b)"
    r"|(?P<other>花(?!呗|旗)|消费|开销|开支|支出|花费|生活费|房租|租金|房价|房子|房产|别墅|房"
    r"|车子?|总价"
    r"|市值|价值|身价|身家|估值|值|卖|报价|标价|价格|售价|单价|买了|买的|亏(?:了|进去|掉|空|损"
    r"|在)?|损失|赔(?!偿[款金]|给我)(?:了|进去|掉)?|输了?"
    r"|毛收入|营收|营业额|流水|销售额|利润|注册资本|保额|保费|起投|起购|起存|门槛|起(?=吗|的|吧|步|$)"
    r"|员工|人工|发(?:工资|薪)?(?=[0-9一二两三四五六七八九十百几])"
    r"|年终奖?|奖金|提成|分红|彩礼|嫁妆|转账|转给|汇款|汇|限额|额度|被骗|骗|诈骗|手续费|管理费"
    r"|服务费|最低|定投|奖|罚|中奖|红包|压岁钱|礼金"
    r"|付了|交了|给了|出了|缴了|付过|垫了|捐|随礼|投进去|套牢|套住|套了|套[着在]|被套|涨到|涨了|跌到|跌了"
    r"|(?:公积金|社保)(?:账户|里|余额)*|丢了?|社保|医保|企业年金|存款保险|准备金|存款证明|规模"
    r"|人均|一平|一瓶|一辆|一台|单子|订单|项目|合同|货款|工程款|应收"
    r"|\b(?:spen[dt](?:s|ing)?|rent|(?<!net )(?<!savings )(?<!isa's )(?<!isa is )(?<!portfolio is "
    r")(?<!savings are )worth|valued|house is|property|los[et]|losing|loss(?:es)?"
    r"|revenue|turnover|sales|profits?|premiums?|coverage|covers?|covered|minimum|insured"
    r"|bonus(?:es)?|commission|fees?|charge|bought|buy|price[ds]?|cost|costs|costing"
    r"|scam(?:med)?|transfer(?:red|s)?|expenses|won|win|prize|lottery"
    r"|fine|earned|made|gained|house|houses|home|flat|apartment|condo|car|wedding|kitchen"
    r"|holiday|trip|machine|iphone|laptop|tax(?:es)?"
    r"|put down|donat(?:ed|e)|gave(?! (?:me|us))|bills?|limit|401k|pension pot|equity|crypto"
    r"|bitcoin"
    r"|(?:stuck|trapped|sunk|locked away) in|inherited|inheritance|views|users|miles|market cap"
    r"|valuation)\b)"
    r"|(?P<income>"
    rf"{_COSTS_OFF}下?"
    r"|(?:每个?月|一个月|每年|一年)(?:能|也就|大概|差不多)?净(?:落|剩|得)下?"
    r"|落(?:到|在)?我?手[里上头]|年薪|年包|总包|(?<![a-z])package(?=一年|每年| of"
    r"| is| total|[0-9])|扣完税"
    r"|扣税后|(?:每个?月|一个月)(?:固定|能|可以|就|也就"
    r"|大概)*拿(?![出去来])|年收入|年入|月薪|月收入|月入|年均收入|收入|工资|薪水|薪资|薪酬"
    r"|年度收入"
    r"|时薪|日薪|周薪"
    r"|税前|税后|到手|进账|退休金|养老金|挣得?|赚"
    r"|(?:单位|公司|厂里|学校|医院|国家|社保|村里)(?:一个月|每个?月|每年|一年)(?:就|也就|给我?|能)*发(?!工资|薪)"
    r"|\b(?:earn(?:s|ing|ings)?|income|salary|salaries|make(?! (?:it|that|sure|sense|do"
    r"|up my mind)\b)|making|makes|wages?|take[- ]home"
    r"|total comp(?:ensation)?|pensions(?= of)|(?:i|we) (?:clear|draw|net)|clearing|leaves (?:me"
    r"|us) with"
    r"|pay(?= is| of|check)|pays? (?:me|us)(?! back)|paid|pre-?tax|after tax|before tax|pension"
    r"|per annum|i'm on"
    r"|(?<![0-9]k )(?<![0-9] )on(?= [a-z]{0,2}[$€£¥]?[0-9.,]+k?(?: (?:a|per) year|\s?(?:[,;]|$)))"
    r"|i am on|we're on|bring(?:s|ing)? (?:in|home)|pulling in|pull in|on paye|stipend|ctc"
    r"|drawing(?= (?:about |around |roughly )?[a-z]{0,3}[$€£¥₹]?[0-9]))\b)"
    r"|(?P<asset>手上|手里|手头|手边|闲钱|活钱|闲置|闲着|余钱|闲散|存款|积蓄|储蓄|存了|存着|存有|攒了"
    r"|攒下|攒着|攒的?|可投资|可支配|能投|可以投|投资|投入|拿出"
    r"|拿|理财|资金|本金|现金|定期|活期|余额宝|零钱通|大额存单|账上|账户|卡里|想投|想放|放|存"
    r"|投|流动资产|金融资产|能动的|可动用|动得了|取出来|提出来|分了|分到|分得|(?:赔偿|补偿|抚恤"
    r"|理赔|买断|遣散|安家|拆迁)[款金费](?:下来了?|到账了?|发了)?|赔给我|留给[我俺]|自己(?:还)?留(?:了|下)|给我留了?"
    r"|留下(?:了|的)?(?:一笔钱)?|(?:专门|特意)留了?|买断(?:工龄)?(?:给了?|拿了?|得了?)|家底"
    r"|私房钱|股票|基金|债券"
    r"|国债"
    r"|\b(?:savings?|saved|set aside|put aside|squirrel+ed away|free up|freed up|(?:need"
    r"|want)s? (?:a|some) (?:new |good |better )?home|left (?:me|us)(?= )|left with|(?:gave"
    r"|given) (?:me|us)|came into (?:some |a bit of )?money|pay-?out(?: of)?|compensation"
    r"|liquid net worth"
    r"|(?:isa|portfolio)(?:'s| is)? worth|current account|at (?:my|our) disposal|in (?:my|our"
    r"|the)(?: [a-z]+){0,2} account|doing nothing|invest(?:ed|ing|able|ment|ments)?|spare"
    r"|cash|lump sum|in the bank|sitting|lying around|idle|liquid|nest egg|put away|stashed"
    r"|stash|assets"
    r"|put(?:ting)?(?: in(?:to)?)?|(?:start|begin)(?:ing)? (?:off |out )?with|(?:managed"
    r"|able) to (?:save"
    r"|put (?:aside|away))|deposits|bank account|money market|checking account|(?:fixed|term"
    r"|time|bank) deposits?|in fds?|tucked away"
    r"|rainy day"
    r"|on deposit|disposable|available|deploy|park|extra money|capital|to play with"
    r"|to work with|surplus|in (?:[a-z]+ )?(?:funds|shares|stocks|bonds|etfs"
    r"|gilts|an isa|(?:my |our )?isas?|premium bonds)|(?:get|lay|got) (?:my|our) hands on)\b)"
)

NOW_IT_IS = re.compile(
    r"(?: (?:a|per) (?:year|month|week))?(?:左右|多)?[\s,，.;；]*(?:but |and |yet |但"
    r"|可)?(?:now|these days|nowadays"
    r"|currently|现在|如今|目前|今年)(?:就|只|才|也就)?(?: ?(?:it's|it is|i'm on|we're on|i get"
    r"|i make|down to|up to|only"
    r"|just|is|more like|about|around)|有|是|降到|减到|涨到|变成|大概|差不多)* ?[a-z]{0,3}[$€£¥]?"
)
"""Between a sum of the past and the one that holds now."""
FIRM_EARNS = re.compile(
    r"^\W*(?:我们?|我家|自己)?的?(?:公司|厂子?里?|店里?|工厂|铺子|饭店|超市)(?:现在|目前|一年|每年|一个月|每个?月|大概|能|也就)*[赚挣]"
    r"|^\W*(?:the|my|our) (?:\w+ )?(?:company|firm|business|shop|factory|store|restaurant|cafe"
    r"|salon|bakery|pub)"
    r" (?:makes|earns|brings in|takes|does|turns over)\b"
)
"""What a firm earns is not what its owner takes out."""
AS_A_COUPLE = re.compile(
    r"\bbetween (?:us|(?:the )?(?:two|both) of us)\b|\bas a couple\b|\b(?:jointly|combined)\b"
    r"|两口子|我们?俩"
)
"""Beside a sum that comes every year or month: the two of them earn it."""
LEFT_OVER = re.compile(
    r"\s?(?:left(?: over)?(?! to| on| of| at| every| each| after| when| by)|to my name"
    r"|to our name|to spare)\b"
    r"(?! (?:every|each|a) (?:month|week|year))"
)
"""What is left when all is paid is there."""
ENTRY_FEE = re.compile(r"\s?起(?:吧|吗|的|步|投|购|存|买|$|[，。,.])|\s(?:minimum|min)\b")
"""20万起: the least that a product takes."""
LIFE = re.compile(
    r"孩子|娃|儿子|女儿|已婚|未婚|单身|离异|房贷|[0-9]{2}岁|今年[1-9][0-9]"
    r"|\b(?:kids?|children|sons?|daughters?|married|single|divorced|mortgage|rent|i'm [1-9][0-9]"
    r"|years old)\b"
)
"""What else people tell of themselves in a list of facts: "about 120k a year, two kids"."""
ONCE = re.compile(
    r"卖了|卖掉|拆迁|赔偿|补偿|抚恤|中奖|遗产|继承|套现|变现|清仓|回款"
    r"|\b(?:sold|inherit(?:ed|ance)|pay-?out|compensation|settlement|severance|redundancy)\b"
)
"""What brings a sum once, so that it is there now and no pay."""
GAINED = re.compile(
    r"^(?:年终奖?|奖金|提成|分红|彩礼|嫁妆|红包|礼金|奖|bonus(?:es)?|commission|prize|won)"
)
STAYS = re.compile(
    r"一直[放存]|都?[放存](?:着|在)|[放存](?:了)?活期|想(?:要|着|拿来)?(?:打理|存|理财|投|放|买点?理财)|一直没动|没动过|闲着|不知道(?:放|投|存"
    r"|怎么打理)|放哪"
    r"|\b(?:to invest|untouched|start investing|put (?:it )?to work|want to (?:invest|save"
    r"|put) it)\b"
)
"""Beside what was gained once: it is still there."""
WANTS_TO_BUY = re.compile(
    r"(?:想|打算|准备|计划|要|希望|看中了?)[^，。,.]{0,4}买(?:一?[套个辆间])?(?:大概|大约|差不多"
    r"|约)?$"
    r"|\b(?:want|looking|hoping|hope|plan|planning|would like|'d like|wish) to buy\b[^,.;]{0,24} "
    r"(?:for|at|of|worth) (?:around |about |roughly )?[a-z]{0,3}[$€£¥]?$"
)
THING_BOUGHT = re.compile(
    r"\s?(?:元|块)?(?:左右|上下)?的?(?:小)?(?:房|车|铺|公寓|别墅|学区房|商铺)"
)
WANTED_AFTER = re.compile(
    r"[^,.;]{0,4}\bis what (?:i|we)(?:'re| are|'d)? ?(?:after|need|want|looking for|like)\b"
)
POINTED_AT = re.compile(r"这(?:笔|个)?$|\b(?:this|these)\s[a-z]{0,3}[$€£¥]?$")
LEFT_ALONE = re.compile(
    r"\s?(?:元|块钱?)?(?:我|先|就|都|也|想|打算|准备|可以|能|起码|至少)*"
    r"[^，。,.]{0,8}?(?:放|存|投|不用|不动|用不上|用不着|用不到|打理|理财)"
    r"|\s(?:can|could|will|should|is to|to) (?:just )?(?:stay|sit|be (?:invested|left))\b"
)
"""这20万先放着: the sum that is pointed at is there."""
LENT = re.compile(
    r"\s?(?:元|块钱?)?(?:是|都|被)?(?:借出|借给)|\s(?:is |was )?(?:lent|owed|loaned)\b"
)
"""Behind a further sum that is out of reach: the first one stays as it is."""
MORE = re.compile(r"再[攒存凑]|还(?:要|得|差|缺)|\b(?:another|more|further)\s[a-z]{0,3}[$€£¥]?$")
"""Before a sum that is missing on top of what is there: only both are the goal."""
SELLS = re.compile(
    r"营收|营业额|流水|销售额|利润|毛利|\b(?:sales|revenue|turnover|profits?|gross margin)\b"
)
"""What a firm earns is no pay."""
SPOUSE_EARNS = re.compile(
    r"(?:老婆|老公|妻子|丈夫|爱人|媳妇|对象|太太|先生)(?:也|还|的|每月|一个月|那边|她"
    r"|他)*(?:有?工作|挣|赚|收入|工资|上班|更多|多一?[点些]|少一?[点些])"
    r"|\b(?:wife|husband|spouse|partner)(?:'s)? (?:also |still |too )?(?:earns?|makes?|works?"
    r"|salary|income|brings?|gets?|too|more|less)\b"
)
EARNS = re.compile(
    r"^(?:挣得?|赚|make|making|makes|paid|bring(?:s|ing)? (?:in|home)|pull(?:ing)? in)$"
)
PAID_AS_WAGES = re.compile(r"\b(?:get|gets|getting|got|be|being|i'm|i am|we're|we are)\s$")
WISHES = re.compile(r"(?:想|要|希望|目标)[^，。]{0,4}$")
MADE_A_GAIN = re.compile(r"^\s?(?:了|到|过)")
BORROWS = re.compile(
    r"^(?:贷款|贷|借|融资|借款|loans?|borrow|lend|financing|line of credit|credit line|mortgage)$"
)
WANTS_TO_BORROW = re.compile(
    r"(?:想|需要?|要|打算|准备|希望|申请|计划|急需|求|能不能|能|可以|可否)[^，。,.还]{0,10}$"
    r"|\b(?:can|could|may) (?:i|we|you)\b[^,.;]{0,24}$|\b(?:interested in|tak(?:e|ing) out"
    r"|thinking (?:of|about)|considering|how (?:do|can|would) (?:i|we)|quote for|help with"
    r"|inquir\w+ about|asking for)\b[^,.;]{0,20}$"
    r"|\b(?:needs?|wants?|like|looking|apply|applying|seek|seeking|require|trying|hoping|hope|wish"
    r"|after)\b(?:(?!\b(?:my|our|existing|repay|off|clear|refinance)\b)[^,.;]){0,30}$"
)
REPAYS = re.compile(
    r"(?:还清?|还掉|结清|提前还|已经?|已|还有|还剩|剩|欠|之前|去年)[^，。,.]{0,4}$"
    r"|\b(?:pay|paying|repay|clear|off|existing|current|my|our|refinance|consolidate|already"
    r"|left|still)\b(?: \w+){0,2} ?$"
)
EXTRA_PAY = re.compile(
    r"(?<![0-9])1[3-9]\s?薪|十[三四五六七八]薪|年终|奖金|提成|分红|外快|兼职|副业|绩效|补贴"
    r"|加班|另算|另计|房租收入"
    r"|\b(?:bonus(?:es)?|commission|overtime|tips|stock options|rsus?|dividends?|side (?:gig"
    r"|hustle|job|income)|on top|plus (?!tax))\b"
)
TURNS = re.compile(
    r"但是?|而且|另外|不过|所以|\b(?:and|but|so|while|because|then|plus) (?!a\b|an\b|the\b|about\b"
    r"|around\b|some\b|[$€£¥0-9])"
)
"""Between a cue and a sum, a turn of the sentence: the cue speaks of something else."""

HAS = re.compile(
    r"(?:有|(?<![款债贷万年月])(?:还|就|只|才|手里|现在)剩(?:下|了)?"
    r"|我(?:就|只|才|也就)|have|has|have got|i've got|got|i've|we've|i got"
    r"|\b(?:i'm|we're|i am|we are|couple|single|retired|retiree)[^,.;0-9]{0,40} with|共有|总共"
    r"|一共|共|keep|holding|hold)\s?"
    r"(?:了|一笔|个|大概|大约|差不多|约|将近|接近|近|小|不到|至少|最多|超过|about|around|roughly"
    r"|approximately|approx|just (?:shy of|under|over)"
    r"|almost|nearly|over|more than|less than|under|at least|up to|maybe|just|only|some"
    r"|between|a (?:total|pot|sum|fund) of|total|like|say)?\s?$"
)
AFTER_HAS = re.compile(
    r"\s?(?:左右|上下|的样子|多|吧|了|的?钱|的(?:款子?|资金)|or so|\+)?\s?(?:$"
    r"|[，,。.!！?？;；:：\n]|想"
    r"|要|可以|怎么|打算|准备|希望|该"
    r"|用来|用于|拿来|of (?:my|our) own|and\b|to\b|that\b|i\b|for\b|but\b|now\b|right now"
    r"|which\b|looking\b"
    r"|ready\b|so far\b|already\b|at the moment\b)"
)
COMES_IN = re.compile(
    r"(?:我|咱|家里|全家|本人|打工|上班|干活|开车)(?:们|俩|家|[和跟]\w{1,3})?(?:现在|目前|大概|也就|就)*(?:一年"
    r"|一个月|每个?月|每年)(?:加起来|合起来|总共|一共|合计)?"
    r"(?:大概|差不多|也就|就|有|能有|是|能|下来)*\s?$"
    r"|\b(?:i|we)(?: currently| now)? (?:get|receive|draw) (?:paid )?(?:about |around "
    r"|roughly )?[a-z]{0,3}[$€£¥]?$"
)
"""我一年30万: what comes in, said without a verb."""
HAS_NOW = re.compile(
    r"现在|目前|如今|已经|手[上里头]|\b(?:now|currently|already|so far|right now|today)\b"
)
LEFT_OUT = re.compile(
    r"卖(?:了|掉)?(?:一套|套|老|旧)?(?:房子?|车)(?:的钱|款|得了?|所得|拿了|到手|后|以后|之后)?"
    r"|(?:老|旧)?(?:房子?|宅子)(?=拆迁)|(?:拆迁|赔偿|离婚|补偿)款?(?:拿了|给了)"
    r"|遗产|继承(?:了|来的)?"
    r"|\b(?:from|after) (?:the |a |an |my |our )?(?:sale|selling|sold|inheritance|house|flat|home"
    r"|property|divorce|business|settlement|redundancy|severance|payout|estate|bonus)\b"
    r"(?: of (?:the |a |an |my |our )?(?:\w+ )?\w+| (?:the |a |an |my |our )(?:\w+ )?(?:house"
    r"|flat|home"
    r"|car|property|business|apartment|condo))?"
    r"|\b(?:just |recently )?sold (?:the |a |an |my |our )(?:\w+ )?(?:house|flat|home|car|property"
    r"|van|boat|land|business|apartment|condo)\b(?: for(?= [a-z]{0,3}[$€£¥]?[0-9]))?|"
    rf"(?!{_COSTS_OFF})"
    r"(?:除去|除掉|除开|刨去|刨掉|扣除|扣掉|扣去|抛开|不算|不含|不包括|不计"
    r"|不包含|除了(?=[^，。0-9]{1,8}(?:以外|之外|外|就"
    r"|剩)))[^，。,.;；0-9一二三四五六七八九十百千万]{1,10}(?:以外|之外|外)?(?:的话)?"
    r"|\b(?:excluding|not (?:counting|including)|apart from|aside from|leaving aside|besides"
    r"|without counting|setting aside|minus|less)"
    r" (?:the |my |our )?(?:value of )?(?:the |my |our )?[a-z]+(?: value)?\b(?: (?:and"
    r"|or) (?:the |my |our )?(?:house|flat|home|car|pension|mortgage|boat|land)\b)?"
)
"""What a client leaves out of a sum, or where it comes from, says nothing of what it is."""

SAVES = re.compile(
    r"^(?:存|存下|saved|set aside|put aside|put away|stashed|stash|savings?|in the bank|cash)$"
)
"""Words of having saved, or of wanting to save: the words around decide which."""
PLANS_TO_SAVE = re.compile(
    r"(?:想|要|打算|准备|计划|希望|争取|努力|目标|能)[^，。,.]{0,10}$"
    r"|\b(?:want|need|like|hope|plan|aim|try|trying|looking|intend|expect|love|going|goal is"
    r"|planning|hoping|wanting"
    r"|aiming|got|have) to"
    r" (?:\w+ly )?(?:have|put|set|get|stash|build|keep)\b[^,.;]*$|\bto (?:put|set|stash)\s$"
    r"|\b(?:must|should|ought to|gotta|have to)\s$"
)
PLACES_IT = re.compile(
    r"定期|活期|大额|理财|基金|进去|进来|进[你银]|[你您]们|银行|这里|这边|账户|放|收益|利率|利息"
    r"|\b(?:fixed|term|deposit|account|fund|funds|invest|interest|yield|with you|to work)\b"
)
FOR_A_PURPOSE = re.compile(
    r"(?:年|个月)(?:内|之内|里|后|之后|以后)|之前|以前|攒|用来|用于|当|做|作为|首付|买[房车]"
    r"|结婚|彩礼|装修|养老|上学|读书|留学"
    r"|教育|学费|上大学|生孩子|旅游|创业|给(?:孩子|儿子|女儿|娃|爸妈|父母)"
    r"|\bby (?:20[0-9]{2}|the time|age|then|next|my|when|retirement|christmas|the end)"
    r"|\b(?:for|towards?) (?:a|an|my|our|the|his|her|their|retirement|college|university"
    r"|school|uni|education)\b(?! (?:\w+ )?(?:year|month|week|while|long|term))"
    r"|\b(?:in|within|over) (?:the next )?(?:\w+) (?:years?|months?)(?: time)?\b"
)
BORROWED_OF_ME = re.compile(
    r"[跟向找问和管]我(?:们|家)?\s?(?:再|先)?借|借给|\b(?:borrow|loan)\b[^,.;]{0,24}\b(?:from"
    r"|off) (?:me|us)\b"
    r"|\b(?:me|us) to lend\b|\blend (?:him|her|them|my|our)\b"
)
"""It is the client who would lend."""
BORROWS_FOR = re.compile(
    r"[^，。,.]{0,12}(?:周转|进货|装修|扩|开店|买|用于|用来|做生意|垫|经营|买房|买车|创业"
    r"|发工资|备货|投产|建厂)"
    r"|[^,.;]{0,12}\b(?:loan|mortgage|financing)? ?(?:to (?:buy|expand|fund|renovate|start"
    r"|open|pay|cover|consolidate|grow)|for (?:my|our|a|the|new|working))\b"
)
"""What the money of a loan is wanted for."""
OWES = re.compile(
    r"\b(?:have|has|got|had|took|taken|with|on|carry|carrying) (?:a|an|my|the|about"
    r"|around)?\b[^,.;]{0,12}$|已|有|背|还|剩"
)
AIMS = re.compile(r"\b(?:goal|target|aim)\b|(?<!小)目标")
BY_THEN = re.compile(r"[^.;]{0,16}\bby (?:20[0-9]{2}|next|the time|the end|age|my|when|then)\b")
TO_BE_SAVED = re.compile(
    r"(?:想|要|打算|准备|计划|希望|争取|得|必须)[^，。,.]{0,8}(?:存|攒|凑|备)(?:个|够|到|出|下"
    r"|点|笔)?[^，。,.0-9]{0,3}$"
    r"|\b(?:want|need|have|trying|hope|plan|planning|going|like) to (?:save|put (?:aside|away)"
    r"|set aside)\b[^,.;]{0,14}$"
)
"""A plan to save, whatever the sum is named after: 想存20万彩礼."""
NOW_THERE = re.compile(
    r"^\W*(?:我|我们|但|可|不过)?(?:现在|目前|眼下|手[里上头])(?:里|上|头|边)?(?:才|只|就|刚|也就|有|攒了|存了|够)*\s?$"
)
"""Before a sum that is there, beside the one that is needed: 首付得一百万，现在才四十万."""
GIVEN_AWAY = re.compile(
    r"(?:^|[分借打转拿留又，,])给(?:了)?我?(?:们)?的?(?:爸妈|父母|爸|妈|爹|娘|哥|姐|弟|妹|儿子|女儿|闺女|孩子|老婆|老公"
    r"|媳妇|前妻|前夫|公婆|丈母娘|岳父母|亲戚|朋友)们?(?:了)?\s?$"
)
"""Before a sum that others got."""
FIRM = re.compile(
    r"公司|店里?|工厂|厂里?|生意|铺子|档口|\b(?:company|firm|business|shop|factory|store"
    r"|restaurant)\b"
)
"""Whose 收入 may be turnover."""
