"""Words by which clients name their needs: whole goals, and mere topics."""

from __future__ import annotations

CHILD = r"(?:孩子|小孩|娃|儿子|女儿|闺女|宝宝|子女|小朋友|小家伙|孙子|孙女|老大|老二)"
KID = (
    r"(?:kid|child|son|daughter|children|grandkid|grandson|granddaughter|grandchild"
    r"|grandchildren|little one|boy|girl|baby)"
)

STRONG: dict[str, str] = {
    "education": (
        rf"(?:给|为|供|送|让|等){CHILD}[^，。；,.;?？!！]{{0,12}}(?:上大学|上学|读大学"
        rf"|念大学|读书|念书|留学|教育|学费|出国"
        rf"|上小学|上中学|上高中|读研|上私立|国际学校)"
        rf"|{CHILD}们?(?:们)?(?:以后|将来|未来|长大|今后|后面)?的?(?:教育|学费|上学|上大学"
        rf"|读大学|念大学|读书|留学|出国"
        rf"|大学)(?!毕业)|教育金|教育基金|教育储蓄|子女教育|教育规划|大学基金|留学(?:基金|金"
        rf"|费用|准备|的钱|规划|费)|攒学费|存学费|学费"
        rf"|供{CHILD}|college funds?|university funds?|\b{KID}s?(?:'s|s'|'"
        rf"|s)? (?:future )?(?:college|university|uni|education|school|schooling|tuition"
        rf"|studies|degree)|education (?:fund|saving|savings|plan|costs?|expenses)"
        r"|(?<![0-9,.$£€¥])529\b(?![,.][0-9]|\s?(?:thousand|grand|[kmw万千百元块亿]))"
        r"|\btuition|school fees|university fees"
        r"|college (?:savings|costs?|tuition"
        r"|education|expenses)|through (?:college|university|uni|school)|(?:go(?:es|ing)?|off"
        r"|start(?:s|ing)?|attend(?:s|ing)?|send[^,.;]{0,24} to) (?:to )?(?:college"
        r"|university|uni)\b|stud(?:y|ies|ying) abroad|pay(?:ing)? for (?:college|university"
        r"|school|uni)|student fund"
    ),
    "retirement": (
        r"养老(?!院|金(?:生活|每|一|有|不|发|到|只|够|\d|都)|保险缴)|退休(?:规划|计划|储备"
        r"|准备|生活|金规划|以后|后|之后|储蓄|了?怎么|理财"
        r"|账户)|为(?:了)?(?:以后|将来)?退休|准备退休|提前退休|早点退休|想退休|老了(?:以后"
        r"|之后)?(?:有|够|能|的)|晚年|安享"
        r"|retirement (?:plan|planning|saving|savings|fund|income|account|nest|goal|pot)"
        r"|(?:for|towards?|into|before|at|until|till|my|our|about|from) (?:my |our "
        r"|a comfortable |early )?retirement|retire (?:at|by|in|early|comfortably|on|when"
        r"|before|with)|when (?:i|we) retire|(?:plan|hope|want|like|able|ready|going"
        r"|need)(?:ning|ing)? to retire|\bnest egg|pension (?:pot|plan|planning|top)|old age"
        r"|golden years|after i retire"
    ),
    "home_purchase": (
        r"买(?:一|两|个|套|下|得起)?[^，。；,.;?？!！]{0,5}(?:房(?!贷|租|车)|学区房|婚房|新房"
        r"|别墅|公寓)|购房|购置房|首付|换房"
        r"|换(?:一|个|套)?(?:大|新)[^，。,.]{0,3}房|置业|房子的?首付|上车(?:买|盘)"
        r"|\bbuy(?:ing)? (?:a|an|my|our|another|the|some|her|him|us)?[^,.;]{0,24}\b(?:house"
        r"|home|flat|apartment|condo|property|place to live|place of (?:my|our) own|villa)\b"
        r"|\bdown ?payment|\bdeposit (?:for|on) (?:a|my|our|the)[^,.;]{0,12}(?:house|home"
        r"|flat|place|apartment)|house deposit|\bfirst home\b|home purchase|property ladder"
        r"|\bpurchas(?:e|ing) (?:a|an|our|my)[^,.;]{0,12}(?:home|house|flat|apartment"
        r"|property)|own(?:ing)? (?:a|my own|our own) (?:home|house|place)|\bhouse fund"
    ),
    "protection": (
        r"(?:买|配|上|投|办|加|选|配置|购买|规划|挑|了解|咨询|看看"
        r"|推荐)[^，。；,.;?？!！了过]{0,8}(?:保险|寿险|重疾险?|医疗险|意外险"
        r"|年金险|健康险|车险)|重疾|医疗险|寿险|意外险|健康险|保险(?:规划|配置|方案|保障)"
        r"|家庭保障|风险保障|保障(?:家人|家庭|不够|缺口|型)|人身保障"
        r"|投保"
        r"|(?:life|health|critical illness|medical|disability|term|home|accident|travel|car"
        r"|income) (?:insurance|cover\b|protection)|insure (?:my|our|against|me|us|the)"
        r"|(?:buy|get|need|want|take out|looking for|looking at|interested in|some|about|more"
        r"|enough|proper|any)[^,.;]{0,14}\binsurance|protect (?:my|our) (?:family|income"
        r"|loved|kids|children|wife|husband)|critical illness|insurance (?:for|plan"
        r"|policy for|needs|options)|risk protection|what (?:if|happens)[^,.;]{0,12} (?:i die"
        r"|i get sick|i fall ill)"
    ),
    "financing": (
        r"融资|周转(?!率|的?(?:活钱|现金|余钱))|(?:申请|办|办理|想要?|需要|做|批|拿|找|要|个|笔|点|能|可以"
        r"|咨询)[^，。；,.;?？!！还没]{0,7}(?:贷款|借款"
        r"|经营贷|信用贷|房贷|按揭|消费贷|抵押贷)|(?:想|要|需要|能|可以|打算|准备|怎么|去|来"
        r"|再|跟银行|找银行)(?:向银行|跟银行)?(?:贷"
        r"|借)(?:点|笔|些|一|个|出|款|钱|[0-9一二两三五十百])|经营贷|授信|过桥资金|缺钱"
        r"|资金缺口|资金紧张|资金链|票据贴现|供应链金融"
        r"|抵押[^，。,.]{0,6}(?:贷|融)"
        r"|(?:apply(?:ing)?|need|needs|want|get|getting|take out|taking out|looking for"
        r"|looking at|interested in|seeking|require|secure|obtain|qualify|(?:would|'d) like"
        r"|(?:am|are|'m|'re) after|raise|raising|eligible)[^,.;]{0,26}\b(?:loan|credit line"
        r"|line of credit|mortgage|financing|overdraft|credit facility|funding"
        r"|credit(?! (?:score|rating|report|history|risk)))\b"
        r"|\bborrow(?:ing)? (?:some|money|a|about|around|up|against|\$|£|€|¥|[0-9])"
        r"|\bworking capital|\brefinanc|\bbridge loan"
        r"|\b(?:some|more|extra|bank|outside|external|growth) funding\b"
        r"|business loan|line of credit|\bfinancing\b(?! (?:my|our|his))|need to borrow"
        r"|want to borrow|equipment finance|trade finance"
    ),
    "payments": (
        r"收款(?!人)|收单|跨境(?:付款|支付|结算|收款|汇款|电商收)|(?:国际|对公|资金|货款|贸易"
        r"|外汇|货币|支付)结算|结算(?:服务|账户|方案|系统)"
        r"|pos机|代发(?:工资|薪)|发工资(?!的?时|了|那|日|就)|给员工发|付(?:供应商|货款|外商"
        r"|国外)|支付(?:方案|接口|服务|系统|通道|解决"
        r"|结算)|(?:需要|想|要|办|做|有)结算|结汇|扫码(?:收|付)|聚合支付|回款"
        r"|(?:accept|collect|receive|process|take|make|send|handle|manage|international"
        r"|cross[- ]border|overseas|supplier|vendor|bulk|online|card|customer|business"
        r"|foreign|merchant|global)(?:ing|ting)?(?: [a-z]{1,14}){0,2} payments?\b"
        r"|payments? (?:to|from) (?:overseas|foreign|our|my|international|abroad|suppliers"
        r"|vendors|customers)|payment (?:solution|gateway|service|processing|system"
        r"|collection|and settlement|platform|terminal|provider)s?|cross[- ]border"
        r"|(?:payments?|trade|fx|currency|invoice) (?:and )?settlement\b"
        r"|\bsettlement (?:services?|accounts?|solutions?)|merchant (?:account|acquiring"
        r"|services)|\bpayroll\b"
        r"|pay(?:ing)? (?:my |our )?(?:overseas |foreign )?(?:suppliers?|vendors?|staff"
        r"|employees|contractors)|card terminal|point of sale|\bremit(?:tance)?s?\b"
        r"|invoic(?:e|ing) (?:in|customers|clients|overseas)"
    ),
    "wealth_planning": (
        r"传承|家族(?:信托|办公室|财富|资产)|遗产|遗嘱|税务|节税|避税|税收(?:筹划|规划|优化)"
        r"|税筹|家族?信托|设立?信托|信托架构|(?:留|传|给到?"
        r"|交)给?(?:我)?(?:的)?(?:孩子|子女|下一代|后代|儿子|女儿|儿女)(?:们)?(?:们"
        r"|[，。,.!！?？]|$)|财富规划|财富管理|财富传"
        r"|资产隔离|接班|婚前财产|全球资产|身份规划|移民.{0,4}资产"
        r"|estate (?:plan|planning)|inheritance (?:plan|planning|tax)|\bsuccession"
        r"|leave (?:a )?legacy|\blegacy (?:plan|planning)|family office(?! is)"
        r"|family (?:trust|wealth)|\btrust (?:fund|structure|for my)|set(?:ting)? up a trust"
        r"|\btax (?:planning|efficien|advice|optimi|minimi|structur)|(?:reduce|cut|save on"
        r"|lower|minimi[sz]e)[^,.;]{0,14}\btax|pass(?:ing)?[^,.;]{0,24} (?:on"
        r"|down)? ?to (?:my |our |the )?(?:kids|children|next generation|heirs|son|daughter"
        r"|family)|\bheirs\b|wealth (?:planning|transfer|preservation|management|protection)"
        r"|leave[^,.;]{0,30} to (?:my|our) (?:kids|children|son|daughter|grandchildren)"
        r"|next generation"
    ),
    "cash_management": (
        r"活期|零钱|零花|随时(?:要用|能用|可用|都?能?取|可取|用钱|支取|会用|可能用|都?要用"
        r"|可以取|可以用|拿出来|提现|赎回|动用)|活钱|现金管理"
        r"|灵活(?:取用|存取|支取|一点|些|申赎|用)|流动性(?:好|高|强|管理)|短期(?:闲钱|闲置"
        r"|理财|存放|放一放|放放)|临时(?:放|闲置|周转的钱)"
        r"|t\+0|备用金(?:放|存|打理)|日常(?:用的?钱|开销的钱|备用|现金)"
        r"|cash management|(?:build|set up|keep|save|start|need|have|an|my"
        r"|our)[^,.;]{0,14} emergency fund|\bpark(?:ing)? (?:my|some|the|our|it|cash|this"
        r"|money|a bit)|easy[- ]access|instant[- ]access|(?:get|take|withdraw|access|reach"
        r"|use)(?: [a-z]{1,8}){0,3} (?:any ?time|whenever|at any (?:time|moment)"
        r"|on short notice|at short notice|immediately|on demand|in a hurry)|rainy[- ]day"
        r"|\bliquid (?:savings|cash|account)|keep (?:it|my money|the money|this"
        r"|everything) (?:liquid|accessible|available)|spare cash short|short[- ]term cash"
        r"|money market (?:fund|account)"
    ),
    "investing": (
        r"(?:想|要|买点|推荐|什么|哪些|哪款|咨询|了解|看看|适合)[^，。；,.;过了]{0,6}理财产品"
        r"|理财(?!产品|师|经理|经验|过|顾问|亏|几|了"
        r"|多年|三年|产品(?:到期|亏))|投资(?!者|人(?!民)|经验|过|了|亏|几年|多年|公司|经理"
        r"|顾问|期限|学|金额|年限|机构|(?:股票"
        r"|基金)?[一二两三四五六七八九十\d]+年(?:了|多|经验))|(?:想|要|打算|准备|考虑|怎么"
        r"|如何|去|可以)(?:学着)?(?:买|炒|投|配置"
        r"|定投)(?:点|些|一点|一些)?(?:基金|股票|债券|国债|黄金|etf)|定投|增值|钱生钱"
        r"|资产配置|跑赢通胀|(?:让"
        r"|使)[^，。,.]{0,6}钱[^，。,.]{0,4}(?:动起来|增长|升值)|打理(?:一下)?(?:闲钱|资产"
        r"|这笔|钱|资金)|投点|投一点|赚点收益"
        r"|收益(?:高|稳)"
        r"|\binvest\b|\binvesting\b(?! (?:for|since) (?:[0-9a-z]+ )?(?:years|months))"
        r"|\binvestments?\b(?! (?:experience|horizon|bank|advis|manager|professional|adviser"
        r"|advisor|account is|knowledge))|grow (?:my|our|the|this|it"
        r"|some)[^,.;]{0,12}(?:money|savings|wealth|capital|cash)?|money (?:to )?work"
        r"|(?<!my )(?<!our )\bportfolio\b|\b(?:my|our) portfolio\b(?! (?:is|was|has|fell|lost"
        r"|dropped|consists|already|made))|asset allocation|build(?:ing)? wealth|beat inflation"
        r"|(?:buy|buying"
        r"|try|get into|put (?:it |money |some )?(?:into|in))[^,.;]{0,10} (?:stocks|shares"
        r"|funds|etfs?|bonds|index funds?|mutual funds?|the (?:stock )?market)|better return"
        r"|higher return|earn (?:a )?(?:better |higher |decent |some )?(?:return|yield"
        r"|interest)"
    ),
    "corporate_treasury": (
        r"司库|资金池|对公理财|企业理财|公司理财|(?:公司|企业|单位|集团|我司|店里|厂里)(?:的"
        r"|账上|账户上?|账面|对公|里)?(?:有|有点|有笔|有一笔"
        r"|的)?[^，。,.]{0,10}?(?:闲置|闲钱|闲散|流动|富余|盈余|多余|结余|账上)(?:的)?(?:资金"
        r"|现金|钱)?|公司(?:的)?(?:账上"
        r"|账户)?(?:的)?(?:资金|现金)(?:管理|打理|增值|理财|归集|怎么)|现金流管理|资金归集"
        r"|集团资金|企业现金"
        r"|\btreasury\b(?! (?:bonds?|bills?|notes?|yield))|(?:company|corporate|business"
        r"|firm)(?:'s)? (?:has |have )?(?:some |about )?(?:idle |surplus |excess |spare "
        r"|extra )+(?:cash|funds|money|reserves|liquidity)|(?:idle|surplus|excess"
        r"|spare)[^,.;]{0,8} (?:cash|funds|money|reserves|liquidity)[^.;]{0,40}\b(?:company"
        r"|corporate|business|firm|balance sheet)|corporate (?:cash|treasury|funds|deposits"
        r"|liquidity)|company (?:cash|funds|reserves|money)|cash pool|surplus (?:cash"
        r"|liquidity)|balance sheet cash"
    ),
    "research": (
        r"研报|研究报告|研究服务|行业研究|宏观研究|投研|策略报告|研究支持|卖方研究|研究产品"
        r"|研究观点|深度报告"
        r"|research (?:services?|reports?|coverage|subscription|notes?|access|products?"
        r"|support|provider|desk)|equity research|macro research|credit research"
        r"|sell-side research|analyst (?:reports?|coverage|access)|market research"
        r"|your research|sector research"
    ),
}
WEAK: dict[str, str] = {
    "education": (
        r"教育|上大学|留学|读书|\beducation\b|\bcollege\b|\buniversity\b|\bschool(?:ing)?\b"
    ),
    "retirement": (r"退休|\bretir(?:e|ement|ing)\b|\bpension\b"),
    "home_purchase": (r"房子|买楼|住房|\bhouse\b|\bhome\b(?! insurance)|\bproperty\b|\bflat\b"),
    "protection": (r"保险(?!公司|起见|柜|箱|吗|么|不)|保障|\binsurance\b|\bprotection\b"),
    "financing": (r"贷款|借钱|借款|信贷|\bloans?\b|\bborrow|\bcredit\b(?! card)|\bmortgage\b"),
    "payments": (
        r"支付(?!宝)|(?<!首)付款|汇款|转账|结算"
        r"|(?<!down )(?<!loan )(?<!mortgage )\bpayments?\b|\bwire\b"
    ),
    "wealth_planning": (r"家族|信托|继承|\btrusts?\b|\binheritance\b|\btax(?:es)?\b|\bestate\b"),
    "cash_management": (
        r"备用金|应急的?钱|余额宝|货币基金|现金|\bcash\b|\bliquid(?:ity)?\b|\bemergency\b"
    ),
    "investing": (
        r"投资|理财|基金|股票|债券|炒股|收益|\bstocks?\b|\bfunds?\b|\bbonds?\b|\binvest"
        r"|\bshares\b"
        r"|\breturns?\b|\betfs?\b"
    ),
    "corporate_treasury": (r"公司(?:资金|账户|的钱)|企业资金|\btreasury\b"),
    "research": (r"研究|\bresearch\b|\banalysts?\b"),
}
MORE: dict[str, str] = {
    "education": (
        rf"{CHILD}们?(?:[^，。；,.;?？!！]{{0,6}})?(?:要|快要?|马上|就)?(?:上|读|念|考)(?:大学"
        rf"|高中|初中|研|博|私立|国际)"
        rf"(?!毕业|了|的时候)|{CHILD}们?(?:要|还要|将来要)(?:读书|念书|上学|出国)|(?:读书|念书"
        rf"|上学)的?(?:钱|费用|开销)"
        rf"|\beducation (?:for|of) (?:my|our|the) (?:kids?|children|son|daughter)"
        rf"|{KID}s?[^,.;]{{0,16}}\b(?:start(?:s)?"
        r"|head(?:s|ing)?|goes|go|leave(?:s)?|ready)\b[^,.;]{0,10}\b(?:college|university|uni)\b"
        r"|\b(?:his|her|their) (?:college|university|uni|education|tuition|degree|schooling)\b"
        r"|\buni fund|\bcollege money|\bmed(?:ical)? school\b[^,.;]{0,12}\b(?:son|daughter|kid)"
    ),
    "retirement": (
        r"老了[^，。,.]{0,6}(?:没钱|不够|怎么办|花|过|靠)|还有[^，。,.]{0,6}年(?:就|就要"
        r"|才)?退休|离退休|退休(?:的时候|那天)"
        r"|(?:攒|存|备|准备)[^，。,.]{0,4}养老|养老(?:的)?钱|不想?(?:干|上班)了?(?:以后|之后)"
        r"|提早退休|养老的钱[^，。]{0,4}(?:备|存|攒)"
        r"|\bretiring (?:in|at|soon|next|early|comfortably)|\bretirement is\b|\bretirement in\b"
        r"|\bto retirement\b"
        r"|\bready (?:for|to) retire|\bstop(?:ping)? work(?:ing)?\b(?! (?:for|with))"
        r"|\bwhen i(?:'m| am) old(?:er)?\b"
        r"|\b(?:later years|later life)\b|\blive off (?:my|our) savings|\byears (?:from|until"
        r"|till|before|away from)"
        r" retir|\bearly retirement\b|\b(?:about|for|with|into|top up|grow|boost|build|improve"
        r"|on top of|plan)"
        r" (?:my|our|a) pension\b|\bprivate pension|\bi retire\b|\bretire (?:somewhere"
        r"|comfortable|well|abroad|someday)"
        r"|\bretirement,|\bretirement$|^\W*retirement\b"
    ),
    "home_purchase": (
        r"买(?:个|套)?(?:小|大|新|二手|自己的)?(?:窝|两居|三居|四居|复式|洋房)|(?:攒|存|凑|付"
        r"|差|够)[^，。,.]{0,5}首付"
        r"|换(?:个|套)?(?:大点的?|大一点的?)(?:房|住处)|安(?:个)?家(?:的钱)?|上车(?:钱|首付)"
        r"|\b(?:our|my) (?:first|own|next|new) (?:place|home|house|flat|apartment)\b|\b(?:get"
        r"|getting|step) on"
        r" the (?:property |housing )?ladder|\ba place of (?:my|our) own\b|\bmov(?:e"
        r"|ing) to a bigger (?:place|house"
        r"|home|flat)|\bbuy(?:ing)? (?:in|property|a place|somewhere)\b|\bsav(?:e"
        r"|ing) (?:up )?for a (?:house|home|flat"
        r"|place|deposit|condo|apartment)|\bmortgage deposit|\bhouse (?:in|within|by) (?:\d|two"
        r"|three|four|five|a)"
        r"|\bfor a (?:house|home|flat|condo|apartment)\b"
    ),
    "protection": (
        r"(?:我|自己)(?:要是|万一|如果)?(?:倒下|出事|病了|不在了|有个三长两短)|(?:生|得)(?:大"
        r"|重)病[^，。]{0,6}(?:怎么办|保障|钱)"
        r"|(?:防|应对)意外|给[^，。,.]{1,6}(?:买|上|配)(?:个|份|点)?保(?:险|障)"
        r"|\b(?:if|when|in case) (?:i|something|anything) (?:die|dies|died|get sick|fall ill"
        r"|happens? to me|becomes? ill"
        r"|can't work)|\b(?:life|health|income) protection\b|\bcover (?:for|in case|if)\b"
        r"|\bget(?:ting)? insured\b"
        r"|\bprotect(?:ing)? (?:my|our|the) (?:family|income|wife|husband|kids|children|loved)"
    ),
    "financing": (
        r"(?:进货|装修|扩店|扩产|买设备|开店|周转)[^，。,.]{0,4}(?:缺|差|不够)(?:点|一点"
        r"|些)?(?:钱|资金)|(?:手头|资金)(?:有点)?紧"
        r"[^，。]{0,6}(?:借|贷)|\b(?:needs?|need some|short of|lack|out of|raise"
        r"|raising) (?:money|cash|capital|funds)"
        r"(?: for| to| right)? ?(?:new |buy|more|the |our |expand|equipment|stock|machinery"
        r"|payroll|inventory)?"
        r"(?=[a-z ]*\b(?:equipment|stock|machin|expan|inventory|shop|business|company|factory"
        r"|renovat|van|truck"
        r"|premises|warehouse)|$)|\bborrow\b(?! (?:from|my|time))"
    ),
    "investing": (
        r"(?:钱|存款)[^，。,.]{0,6}(?:贬值|缩水|毛了|不值钱)|跑赢通货?膨?胀|抗通胀|保值增值"
        r"|(?:不想|别|不能)[^，。,.]{0,6}钱[^，。,.]{0,4}"
        r"(?:躺|闲|放|睡)(?:着|在)|钱[^，。,.]{0,8}(?:躺|闲|睡)(?:着|在)|(?:放"
        r"|存)(?:在)?银行[^，。,.]{0,6}(?:不涨|没利息|利息太?低|亏|不划算)"
        r"|(?:找|换)(?:个|点|些)?(?:别的)?(?:出路|去处|渠道)|让(?:这笔?)?钱[^，。,.]{0,4}(?:动"
        r"|涨|多|生)"
        r"|\binflation (?:is |keeps )?(?:eat|erod|kill)|\b(?:money|cash"
        r"|savings)[^,.;]{0,14}\b(?:just )?(?:sit(?:s|ting)"
        r"|doing nothing|lying|losing value|going nowhere)\b|\bmake (?:my|our|the"
        r"|this) (?:money|savings|cash)"
        r" (?:grow|work|do)|\bdo something with (?:my|our|this|the|it)"
    ),
    "cash_management": (
        r"(?:周转|日常|平时)[^，。]{0,4}活钱|\b(?:manag\w+|look after|organi[sz]e)"
        r" (?:my|our|the)? ?(?:spare|idle|everyday|day-to-day|ready) (?:cash|money)|随(?:取|用|存)"
        r"|(?:急用|应急)的?钱[^，。]{0,6}(?:放|存|打理)|\bfor a rainy day\b"
        r"|\bget at (?:it )?(?:any ?time|quickly"
        r"|easily|whenever)|\bquick access\b|\beasily accessible\b"
    ),
    "wealth_planning": (
        r"(?:传|留|交)给(?:我)?(?:的)?(?:下一?代|后人|孩子|儿子|女儿|儿女|子孙)|家业"
        r"|(?:家产|资产|财产|钱|家当)[^，。]{0,6}传(?:下去|承)|财产[^，。]{0,4}(?:分|传|安排)|立遗嘱"
        r"|\bleave (?:something|money|an inheritance|it all|everything"
        r"|a legacy)[^,.;]{0,10} (?:to|for|behind)\b|\bmy will\b"
        r"|\bhand (?:it|the (?:business|company|firm)) (?:over|down|on)\b"
    ),
    "payments": r"\bpay(?:ing)? (?:our |my )?(?:suppliers|vendors|staff|contractors) (?:in"
    r"|abroad|overseas)",
    "corporate_treasury": (
        r"(?:公司|企业|厂里|店里)[^，。,.]{0,6}(?:趴着|闲着|躺着|用不上|暂时不用)|\b(?:company"
        r"|firm|business|corporate)"
        r"[^,.;]{0,12}\b(?:money|cash|account|funds)[^,.;]{0,14}\b(?:idle|sitting|surplus|spare"
        r"|doing nothing)\b"
    ),
    "research": r"订[^，。]{0,4}研报|\byour (?:analysts|research)\b",
}
"""Further whole goals, in words that name neither the product nor the desk."""
