"""Words around a span of time that make it a horizon, or something else."""

from __future__ import annotations

import re

from bot.language import fillers

LOAN = re.compile(
    r"房贷|贷款|按揭|还款|分期|车贷|借|还清|贷|租|\b(?:mortgage|loan|repay|repayment|borrow|lease"
    r"|instal?ments?|renting|rented|pay off|paying off|tenor of the loan|rent)\b"
)
LIFE = re.compile(
    r"工作了?(?![的室])|上班|入职|结婚了?(?!用|的钱|后|以后)|毕业了|住了|干了|做了|来了|开了"
    r"|经营了|成立|工龄|婚龄|等了|认识"
    r"|学了|用了|关注|客户了|党龄|教龄|驾龄|签证|护照|驾照|劳动合同|保质期|观察|考虑一?下?$"
    r"|学习|实习|休息|旅游|出差"
    r"|\b(?:worked|(?<!stop )(?<!stopping )(?<!quit )(?<!finish )(?<!give up )working|married"
    r"|lived|living here|employed"
    r"|job|running|old company|in business|been here|been a client|been a customer|customer for"
    r"|graduated|waited|been waiting|known|sober|divorced|widowed|visa|warranty|passport"
    r"|work contract|leave of|travell?ing"
    r"|sabbatical|work (?:for )?another)\b"
)
PAYS = re.compile(
    r"\b(?:is|are|cost(?:s|ing)?|paying|pay|owe) [a-z]{0,3}[$€£¥]?[0-9][0-9,.]*k? (?:a|per"
    r"|every|each)"
    r" (?:month|week|fortnight) (?:for|over) (?:another |the next |about )?$"
    r"|(?:月供|每月还|每月[交付])[^，。,.]{0,12}(?:还(?:有|剩|要还)|再还)\s?$"
)
"""What is paid for so long: "the car is 350 a month for another two years"."""
CONTRACT = re.compile(
    r"合同|合约|租约|租期|期权|行权|解禁|课程?(?!费)|培训|会员|健身|保险交|学制|年制|保修|试用期"
    r"|缓刑|聘期|任期"
    r"|装修贷|欠我|借我的|还我|房本|社保|保费"
    r"|\b(?:contract|lease|tenancy|gym|course|subscription|membership|warranty|guarantee|probation"
    r"|notice period|vest(?:s|ing|ed)?|fixed rate|promise[sd]?|owes? me|pay(?:s|ing)? (?:me"
    r"|us) back"
    r"|insurance policy|policy runs|degree|building work|term of office|sentence)\b"
)
"""What has a time of its own, beside the money."""
ENDS = re.compile(
    r"\s?(?:以?后|之后)?(?:就|才|会|便)*(?:到期|期满|还我|过期|失效|到账|到手|回款|结款|结账|回本|解套"
    r"|到位|到(?=$|\W))"
)
"""Behind a span: it is something else's that ends."""
NOT_NEEDED = re.compile(
    r"不用(?!担心)|不动|不会动|用不到|用不上|用不着|不急(?:着)?用|不会用|不需要用?|不取"
    r"|不打算(?:用|动|碰)|没打算(?:用|动|碰)|没想(?:用|动|碰)|不(?:会|准备|想|去)(?:取|花|碰)"
    r"|没有?(?:什么|啥)?(?:大的?)?(?:支出|用钱|花钱|开销|用款)"
    r"|不着急用?|动不了|不碰|\b(?:won't|will not|wouldn't|don't|do not|doesn't|not|no|never"
    r"|without|can't"
    r"|cannot|couldn't"
    r"|shouldn't)(?: be| going to| plan(?:ning)? (?:to|on)| expect to| really| actually| likely to"
    r"| have to| want to| intend to| plans? (?:to|for)| intention of)* (?:need(?:ing|ed)?"
    r"|touch(?:ing|ed)?|use|using|us(?:e|ing) it"
    r"|spend(?:ing)?|requir(?:e|ed|ing)|hurry|rush|access(?:ing)?|before|until|till"
    r"|retir(?:e|ing)|withdraw(?:ing)?|move|tak(?:e|ing)|sell(?:ing)?)\b"
)
NOT_SO_LONG = re.compile(
    r"(?:不想|不要|不愿意?|不能|不打算|不准备|不肯|别|没法|没办法|不可能|没想|没打算|哪能|不敢"
    r"|不接受|接受不了|不会)"
    r"[^，。,.]{0,8}$"
    r"|\b(?:don't|do not|can't|cannot|can not|won't|wouldn't|not|never|couldn't|hate to"
    r"|unwilling to"
    r"|rather not|afraid to|too young to|no intention)\b[^,.;]{0,30}$"
)
TOO_LONG = re.compile(
    r"\s?的?(?:产品|封闭期|锁定期|时间)?\s?[？?，,]?\s?(?:有点|实在|也|都|就|我觉得|我|感觉)*"
    r"(?:(?:嫌)?(?:太|过于)|嫌)(?:长|久|短)|[^，。,.]{0,6}?(?:等不了|等不起|接受不了|受不了|不行|不够|做不到|办不到|不放心|不踏实|不敢|别跟我|别提|免谈|不要|不可能"
    r"|不考虑|太长|太久)"
    r"|[,]?\s?(?:is|would be|seems|feels|sounds|that's|'s)?\s?(?:way |far |a bit |much |just )*"
    r"too (?:long|short|much|far)|\s?(?:is|would be) (?:out of|not|impossible)"
)
HISTORY = re.compile(
    r"(?:过去|近|最近|历史|往期|前|上个?|头|这)(?:的|这)?\s?$"
    r"|\b(?:past|last|previous|recent|trailing|first|these)\s$"
)
BEFORE_NOW = re.compile(
    r"(?:去年|前年)[^，。,.]{0,6}(?:投|买|放|存|锁)|(?:搬|来|住|开业|认识|入职|成立|离婚)[^，。,.要放用]{0,5}才刚?\s?$"
    r"|上次|上回|以前|之前(?!用|要|不)|曾经|原来|当时|当年|那会儿"
    r"|\b(?:last time|previously|used to|back then|once|before that|earlier)\b"
)
PLANNED = re.compile(
    r"原计划|原定|原想"
    r"|本来(?!就)|原本(?!就)|原先|起初|一开始|最初|\b(?:was|were) (?:going|thinking|planning)\b"
    r"|\bhad (?:planned|thought|meant)\b|\b(?:originally|initially|at first)\b"
)
"""What was planned once holds no longer, or is said to hold still."""
TO_GO = re.compile(r"\s?(?:more )?(?:to go|left|remaining|to run)\b")
BABY_DUE = re.compile(
    r"\b(?:baby|another|child|twins|one|she's|she is|i'm|wife(?:'s| is))\b[^,.;]{0,16}\bdue\b"
    r"|预产期|生二胎|临产"
)
"""What is due is no money."""
DONE_ZH = re.compile(
    r"(?:放|存|投|投资|持有|拿|锁|攒|买|涨|跌|亏|赚|跑|干|等|做|用|炒)(?:了|过)|已经|[涨跌翻]"
    r"|业绩|回报"
)
DONE_EN = re.compile(
    r"\b(?:has|have|had|[a-z]+'ve) (?:\w+ )?(?:been|held|kept|had|saved|invested|left|put|lasted"
    r"|owned|\w{3,}ed)\b|\b(?:been|was|were|did|held|returned|doubled|grew|fell|rose|moved|earned"
    r"|lasted|kept)\b|\b(?:saved|(?<!it )(?<!them )(?<!money )invested|parked|bought|started"
    r"|opened)\b(?! (?:money|cash|up to))"
)
WISH_ZH = re.compile(
    r"(?:我们?|这笔?钱|钱|这些|资金)[^，。,.？?]{0,10}(?:想(?!问|了解|知道|咨询|请教|看看有)"
    r"|要(?!是|么)|打算|准备|计划|能|可以"
    r"|会|肯)|^\W*(?:想(?!问|了解|知道|咨询|请教|看看有)|打算|准备|计划)|这笔?钱|闲钱"
)
WISH_EN = re.compile(
    r"\b(?:i|we)(?:'d|'ll|'m| am| are| want| would| will| need| plan| hope| can| could| may| might"
    r"| won't| don't| intend| prefer| think| have| only)\b"
)
NO_WISH_EN = re.compile(
    r"\b(?:like|want|love|need) to (?:know|ask|understand|see|hear|learn)|\b(?:can|could|should|do"
    r"|would|will|may|must|did|am|have) (?:i|we)\b|\bif (?:i|we)\b"
)
MODAL_EN = re.compile(
    r"\b(?:want|wants|would|'d|will|won't|can|could|plan|planning|going to|like to|looking|need"
    r"|needing|let|leave|leaving|hope|thinking|intend|able|happy to|prepared|ready to|may|might"
    r"|should|until|to (?:invest|put|hold|keep|save|lock|park|leave|grow|use|buy|spend|tie)|horizon"
    r"|time ?frame|timeline|term|hold|holding|touch|touching|retire|retiring|starts?)\b|'(?:d|ll)\b"
    r"|^\W*(?:and |so |then |but )?(?:invest|put|hold|keep|lock|park|leave|save|say|about|maybe"
    r"|probably|around|for|in|over|within|money for|saving)\b"
)
ASKS_ZH = re.compile(
    r"吗|^(?!.*还(?:有|早|得|在)).*呢\s*$|多少|有没有|怎么样|怎样|如何|哪[个些种家款]|是否|能不能|可不可以|什么|划算"
    r"|值不值|几个点|行不行|好不好"
)
ASKS_EN = re.compile(
    r"^\W*(?:so |and |but |ok(?:ay)? |hi |hello )?(?:(?:what|which(?! (?:is|are"
    r"|will be) (?:\w+ )?\w+ (?:years?|months?))|how|why|who|any)\b"
    r"|(?:is|are|do|does|did|can|could|should|would|will) (?:i|we|you|it|they|there|the|an?|my|this"
    r"|that|your|these|those|people)\b)|\b(?:tell me about|what's|how much|how does)\b"
)
PRODUCT = re.compile(
    r"期?的?(?:理财|产品|国债|定期|存款|债券|大额存单|存单|封闭|基金|信托|保险|年金)|年?期(?!间"
    r"|限|后|内)"
    r"|[\s-]?(?:fixed |term |government |savings )?(?:bonds?|deposits?|products?|cds?|fixed|treasur"
    r"(?:y|ies)|notes?|plans?|funds?|gilts?|accounts?|policy|annuity)\b"
)
PUT_ZH = re.compile(r"(?:存|放|投|买个?|想要|选)(?![的了过])[^，。,.]{0,14}$")
OF = re.compile(
    r"\s?(?:of|worth|'s|'|in a row)(?![a-z])(?! (?:age|time))|\s?的(?:流水|账单|利息|工资|房租"
    r"|业绩)"
)
STRONG_ZH = re.compile(
    r"(?:放|存|绑定?|锁定?|持有|期限|投资?|拿|定期|攒|闲置|周期|扔|搁|压|捂|留|囤)(?!了"
    r"|过)[^，。,.;；]{0,12}$"
    r"|(?:不用|不动|不会动|用不到|用不上|用不着|不急用|不需要用)[^，。,.;；]{0,4}$"
)
AFTER_ZH = re.compile(
    r"\s?(?:左右|上下|多|之内|以内|内|里头|里面|里)?(?:的时间|时间|的话)?\s?(?:都|就|也|是|肯定|应该|大概|基本"
    r"|绝对|里|里面)*"
    r"(?:不用(?!担心)|不动|不会动|不会用|不打算[用动碰]|没打算[用动碰]|没想[用动碰]|用不到|用不上|用不着|不急用|不需要用|不碰|没问题"
    r"|我?也?等得起"
    r"|的?投资(?!经)|期限|存够|攒|凑|要用|才用|再用|会用|就要|要拿|(?:以|之)?后(?!面|悔|勤|来)"
    r"|之内|以内|内|左右要|定期|的?投资期)"
)
BEHIND_ZH = re.compile(
    r"\s?(?:左右|多)?(?:的时间|时间)?\s?(?:(?:以|之)?后(?!面|悔|勤|来)"
    r"|[之以]?内)"
)
IN = re.compile(r"\bin\s?(?:about |around |roughly |maybe |another |the next |approximately )*$")
AFTER_EN = re.compile(
    r"[,]?\s?(?:and |but )?then (?:i|we|it)(?:'m|'ll|'re|'s| am| will| need| want| buy)\b"
    r"|[,]?\s?(?:or so |max |tops |at least )?(?:from (?:now|today)|horizon|time ?frame|timeline"
    r"|down the (?:road"
    r"|line)|until|before (?:i|we)|till|away|to go\b|plan\b|window|outlook|time horizon"
    r"|investment\b|is fine"
    r"|would be fine"
    r"|works|is (?:ok|okay|good|no problem)|term\b(?! of)|out\b|off\b(?! (?:work|sick)))"
)
STRONG_EN = re.compile(
    r"\b(?:(?:give|giving) (?:it|this|them)|for|invest|hold|lock|horizon|keep|leave"
    r"|over the next|tie|within|in|over|next"
    r"|time ?frame"
    r"|timeline|put away|park|leave it|another|term|after|wait|waiting|stay|sit|invested|locked"
    r"|parked"
    r"|untouched|tied up"
    r"|tucked away|aside)\b[^,.;]{0,18}$"
)
GOAL_AHEAD = re.compile(
    r"(?:还有|还剩|离|距|再过|再有|再干|再做|过|等)[^，。,.]{0,8}$|(?:in|another|about|have"
    r"|got)\s?(?:about "
    r"|around )?$"
)
GOAL_AFTER = re.compile(
    r"\s?(?:就|后|以后|之后|才|我们?|儿子|女儿|闺女|孩子|老大|老二|娃|[他她])*(?:就|才|要|得|想"
    r"|打算|准备|该|能)*"
    r"(?:退休|退了|退(?=$|[，。,.])|不上班|上大学|读大学|上学|高考|出国|留学|结婚"
    r"|买房|毕业|用钱|开学)"
    r"|[^,.;]{0,8}\b(?:from|to|until|before|till)\s(?:my |our |his |her |the )?(?:retire"
    r"|retirement|college|university)"
)
RETIRES = re.compile(
    r"退休|离退(?!货|款)|就退(?=$|[，。,.])|退了(?!货|款|钱|保)|退下来"
    r"|stop working|retire|retiring|retirement"
)
TAKEN_BACK = re.compile(
    r"[\s,，.…]*(?:no,? wait|wait,? no|wait|no|sorry|actually|make that|i mean|不对|哦不|啊不"
    r"|应该是|说错了)[\s,，是]*"
    r"(?:[0-9]+|[一二两三四五六七八九十]+|(?:one|two|three|four|five|six|seven|eight|nine"
    r"|ten)\b)\s?(?:$|[,，.。!！])"
)
OTHER_WAY = re.compile(
    r"\s?(?:左右)?\s?[,，、]?\s?(?:或者?|还是|要么|也可能|可能|也许|说不定|也说不准|or|maybe"
    r"|perhaps|possibly|otherwise|but)\s?"
    r"(?:是|maybe |perhaps |about |it's |放|more like )*"
    r"(?:[0-9]|[一二两三四五六七八九十几半]|更|(?:a|one|two|three|four|five|six|seven|eight"
    r"|nine|ten"
    r"|longer|more|less|shorter|never|not|later|sooner|rather|actually)\b)"
    r"|,\s?(?:two|three|four|five|six|[2-9]) (?:at a (?:push|pinch)|max|tops)"
    r"|[^.]{0,6}\bbut (?:it's|it is|really|actually"
    r"|that)"
)
MORE_THAN = re.compile(r"(?:不止|不只|远超|绝不是|绝对不止)(?:放|存|要|是|得|能)?\s?$")
"""What is more than a span, by how much is not said."""
HOLDS = re.compile(
    r"[放存投锁搁留用花取动等撑长短定买换娶嫁婚读念还付交给拿攒养退够行要想肯愿能备租贷借周转]|期限|可以|没问题|之间|以上|超|晚|早|[做干]|收山|打算|准备|计划|上学|大学"
    r"|毕业|高考|装修|学费|创业|开店|移民|周期|时间|以?后|以?内|[到至等]|久|预计|满"
)
"""What a clause may say of the money: how long it stays, or what it is for."""
_ASIDE = fillers.beside(
    "最多|顶多|估摸|最少|怎么(?:着|样)?也得?|少说|这个?|那个?|其实|反正|总|[年月个天]"
)
OWED = re.compile(r"(?:房贷|车贷|按揭|贷款|月供|网贷)[^，。,.]{0,4}还(?:有|剩|要|得|差)")
"""How long a debt still runs."""
NOT_THEN = re.compile(r"\s?我?们?(?:刚|才|已经|就)[^，。,.]{1,4}了|再(?:说|看|定|商量)")
"""Behind a point in time: what has happened (今年刚买了房), or what will only be thought about."""
WITHIN = re.compile(r"[年月周]内$|^今年$|^这个?月$")


def says_else(before: str, after: str) -> bool:
    """Whether the words around a span in its clause have nothing to do with money that is left or
    used: 疫情那三年把我搞怕了."""
    if _IDIOM.match(after):
        return True
    rest = before + " " + after
    return fillers.tells(rest, _ASIDE, _FEW) and not HOLDS.search(rest)


_IDIOM = re.compile(r"到头|四季|比一年|一度|之约|之痒|如一日|河东|寒窗")
_FEW = 2
"""So many characters say something of their own."""
ARRIVES = re.compile(
    r"(?:今年|这个?月|最近)我?们?(?:刚刚?|才|已经)[^，。,.]{1,3}了|"
    r"(?:应收|款|账|奖金|工资|分红|欠我的钱)[^，。,.要用]{0,8}(?:到账?|回来|下来|到手|收回来?|结清)(?:$|[，。,.])"
    r"|(?:去年|前年|上次|之前|以前)[^，。,.]{0,4}[存买投放锁]的?(?!时|话)[^，。,.]{0,12}"
    r"|(?:合同|合约|租约|租期|协议|签证|居住证|劳务|聘期)[^，。,.要用]{0,6}(?:到期|期满|结束)"
)
"""When other money comes in, or something else ends, is not when this money is needed."""
OTHER_BEFORE = re.compile(
    r"(?:[0-9]|[一二两三四五六七八九十]|\b(?:one|two|three|four|five|six|seven|eight|nine"
    r"|ten))(?:年)?\s?"
    r"(?:[,，、]\s?)?(?:maybe|perhaps|possibly|or|and|或者?|还是|要么|也许|可能)\s?(?:是|maybe )?$"
)
NAMED = re.compile(
    r"(?:期限|投资期|时间|多久|horizon|time ?frame|timeline|term)\s?(?:is|of|:|：|是|大概|about"
    r"|roughly"
    r"|around|probably|maybe|at least|为|选)*\s?$"
)
BIRTHDAY = re.compile(r"\b(?:be|turn|turning|am|i'm|he's|she's) [1-9][0-9] (?:in|within)\s?$")
BIRTHDAY_AFTER = re.compile(
    r"\s?(?:后|以后|之后)?我?(?:就|才)?(?:满|要|是"
    r"|到)?[1-9][0-9]岁?了?(?:$|[，。,.])"
)
"""When somebody has a birthday is no horizon: "I'll be 60 in 5 years"."""
CONJUNCTION = re.compile(
    r"\b(?:but|and(?! (?:a half|half))|while|though|so)\b|但是?|不过|而(?!且|是)|所以"
)
PARTLY = re.compile(
    r"一部分|一半|其中|剩下|余下|另外(?:一部分|的)|部分(?!人)|有(?:一)?些钱"
    r"|\b(?:half|part|the rest|some) of\b|\bhalf\b(?! a)|\bthe rest\b|\bpart of\b|\bthe remainder\b"
    r"|\bpartly\b"
)
ALONE = re.compile(
    r"(?:\W|怎么(?:着|样)?也得?|也就|也才|少说也?得?|估计|还得|还要|再?过个?|大概|大约|差不多|左右|吧|的样子|就|想|先|至少|最多|嗯|那|都行|都可以"
    r"|没问题|about"
    r"|around|roughly|maybe|say|probably"
    r"|at least|up to|easily|or so|max|minimum|is fine|fine|no problem|i think|i guess)*"
)
CUE = re.compile(
    r"(?:钱|它|这笔?)[^，。,.]{0,6}才?会?(?:动|用)|才会?[动用]|(?<!孩子)留着|[放存留]到|留给|攒着|给[^，。,.]{1,6}(?:[念上读]大学|读书|结婚|买房|出嫁)|放着|想放|存着|不用|不动|用不到|不急|长期|期限|想投|投资|理财|闲钱"
    r"|用\s?$|长线|\blong[- ]term\b|\bfor (?:the|my|our|a) [^,.;]{0,14}(?:college|university"
    r"|house|wedding|retirement"
    r"|car)\b"
    r"|\b(?:short|long|medium)[- ]term money\b"
    r"|\b(?:to invest|invest it|leave it|put (?:it )?away|lock(?:ed)? (?:it )?(?:up|away)"
    r"|no (?:hurry|rush)"
    r"|not in a (?:hurry|rush)|horizon|time ?frame|hold it|keep it|won't need it|don't need it"
    r"|(?:need|want|use) (?:it|the money|this) (?:when|for|once))\b"
)
LATER_ZH = re.compile(r"\s?(?:左右|吧)?(?:以后|之后|后)(?:吧|了)?")
UNTIL_ZH = re.compile(
    r"给[^，。,.]{1,6}(?:存|攒|备|留)(?:的|着|下)|(?:放|存|留|等)到[^，。,.]{1,12}$|等[^，。,.]{1,10}(?:再用|用|的时候)$"
)
"""打算放到女儿出嫁，大概八年以后"""
CALL = re.compile(
    r"联系|打电话|来电|再聊|(?<![年月])再说|再来|回复|答复|再看|再问|出差|旅游|\b(?:call"
    r"|contact|get back"
    r"|talk|reply"
    r"|hear (?:back|from)|decide|come back|check back|speak|meet|think about it|let you know"
    r"|appointment"
    r"|holiday|travel)\b"
)
_DUE = (
    r"用(?!户|卡)|取(?:出|钱|走)|花(?:掉|出|钱)|装修|买车|交(?:学费|首付|房款)|付(?:首付|款|学费)"
    r"|换车|换房|高考|盖房|交房|尾款|出嫁|买房|首付|上大学|读大学|上学|留学|出国|退休|结婚"
    r"|到期(?!了)|还(?:钱)?给"
    r"|\b(?:need|needs|needed|use|spend|buy|buying|house|home|flat|college|university|uni|school"
    r"|start (?:a|my|our)|get at (?:it|them|the money)|using|access|married|plans for (?:it|this"
    r"|the money)|car|boat|pass (?:it|this"
    r"|that) on|retire|retiring|retirement|wedding|until|till|horizon|(?:it|them|money|cash|funds"
    r"|this) (?:back|out)|due|mature"
    r"|deposit)\b"
    r"|\bwant it\b|\bgoing (?:on|towards|into) (?:an?|the|our|my)\b|\bfor (?:him|her|them)\b"
)
DUE = re.compile(_DUE)
"""What the money is needed for, or that it is."""
FIRM_USE = re.compile(
    r"(?:要|得|需要?|用来|用于|打算|准备|该|拿去|拿来)[^，。,.]{0,4}(?:付|进|结|交|缴|采购|备|支付|投|扩|开工|换|上|买|还|盖|建)"
    r"[^，。,.]{0,6}(?:款|货|设备|料|机器|车间|厂房|税|生产线|项目|工程|尾款|保证金)"
)
"""What a firm needs its money for."""
USE = re.compile(rf"{_DUE}|\b(?:hold|invest|leave|keep|lock|saving|save|target|goal|grow|build)\b")
SPENT = re.compile(
    r"[要会得]用|用掉|用钱|取出|花掉|\b(?:need|use|spend|want) (?:it|the money|this|all of it)\b"
)
_ALL_OF_IT = r"(?!完|光|全|那么| (?:all|most|much|everything|the whole|more)\b)"
_ALONE_BEHIND = re.compile(
    r"\s?(?:之内|以内|内)?\s?(?:我|们|都|也|肯定|应该|大概|基本上?|绝对|还|暂时|是|这笔?钱|钱)*\s?"
    rf"(?:,? ?(?:i|we|it)(?:'ll| will)? ?)?(?:{NOT_NEEDED.pattern}){_ALL_OF_IT}"
)
_ALONE_BEFORE = re.compile(rf"(?:{NOT_NEEDED.pattern}){_ALL_OF_IT}[^，。,.;?!]{{0,24}}\s$")


def left_alone(text: str, start: int, end: int) -> bool:
    """Whether the money is left alone within the span from `start` to `end`, which is then the
    least it can be: 一年之内用不着, "within a year I won't need it"."""
    return bool(_ALONE_BEHIND.match(text, end) or _ALONE_BEFORE.search(text[:start]))
