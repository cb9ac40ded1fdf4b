"""Words by which people say what they live on: jobs, trades, firms, pensions, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language.wordlist import words


def _any(parts: Iterable[str]) -> str:
    return "(?:" + "|".join(parts) + ")"


JOB_ZH = _any(
    words(
        "老师 教师 教授 讲师 幼师 医生 大夫 护士 护师 药师 程序员 码农 工程师 会计 出纳 审计 "
        "职员 白领 律师 警察 民警 辅警"
        " 军人 消防员 公务员 科员 文员 文秘 秘书 前台 行政 工人 技工 技术员 质检员 车间主任 "
        "班组长 客服 研究员 科研人员"
        " 产品经理 项目经理 客户经理 大堂经理 店长 销售 业务员 主管 总监 部门经理 厨师 服务员 "
        "店员 收银员 导购 保安 保洁"
        " 飞行员 空姐 空乘 列车员 乘务员 公交司机 设计师 记者 运维 测试 架构师 分析师 柜员 "
        "社工 村医 校医"
        " 物业 仓管 跟单 采购 人事 文职 基层干部 村干部 辅导员 班主任 园长 校长 馆员 "
        "播音员"
    )
)
_JOBS_EN = words(
    "employee teacher nurse midwife doctor gp surgeon engineer accountant auditor "
    "bookkeeper"
    " programmer developer lawyer solicitor paralegal barrister manager supervisor "
    "executive director"
    " policeman policewoman firefighter soldier professor lecturer analyst clerk secretary "
    "receptionist"
    " administrator technician mechanic scientist researcher pharmacist electrician paramedic "
    "librarian"
    " cashier chef cook waiter waitress barista bartender postman cleaner janitor"
    " machinist pilot steward stewardess conductor actuary"
    " underwriter economist surveyor"
    " salesman saleswoman salesperson merchandiser buyer"
    " hygienist radiographer headteacher principal associate assistant"
    " recruiter operator warehouseman foreman labourer miner farmworker"
)
_JOB_PAIRS_EN = (
    "civil servant|police officer|prison officer|army officer|social worker|factory worker"
    "|office worker"
    "|care worker|shop worker|warehouse worker|construction worker|dinner lady|lollipop lady"
    "|flight attendant"
    "|cabin crew|software developer|bus driver|train driver|lorry driver|truck driver"
    "|school teacher"
    "|estate agent|call cent(?:re|er) agent|bank teller|customer service rep|sales rep"
    "|security guard"
)
JOB_EN = f"(?:{_JOB_PAIRS_EN}|{'|'.join(_JOBS_EN)})"
_ITEM = r"(?:^|[,，、;；.。]\s?|\band )"
_ITEM_END = (
    r"(?=\s?(?:$|[,，、;；.。!]|and\b|with\b|here\b|for (?:\d|a\b|the\b|an\b|over\b|about\b)"
    r"|in \w+|at \w+|on \w+))"
)
_NOT_OWN = "独立|自由|兼职|退休|前|离休|想当|当过"
_EMPLOYER_ZH = (
    r"(?:公司|医院|学校|中学|小学|大学|幼儿园|银行|机关|单位|厂|国企|央企|外企|私企|大厂|部队"
    r"|酒店|超市|政府|街道"
    r"|工地|研究所|设计院|事务所|商场|饭店|食堂|物业|社区|法院|税务局|局里|院里)"
)
_NO_DETERMINER = (
    r"(?!(?:my|your|the|his|her|our|their|ask|tell|told|said|this|that|any|some|see|call)\b)"
)
_FULL = r"(?:currently |now |still |only |just |actually )?"

_PENSION = (
    r"(?:退休金|养老金|离休金|退休工资)(?:每个?月|一个月|有|就?是|大概|差不多|也就|不多|够"
    r"|[0-9一二两三四五六七八九])",
    r"(?:靠|领着?|拿着?|吃着?|有|发的|收入(?:是|主要是|就是)|主要是)[^，。,.]{0,4}(?:退休金"
    r"|养老金|退休工资|离休金)",
    r"\b(?:live on|lives? off|living on|live off|living off|receive|get|draw|drawing|on|is"
    r"|(?:income|living|money|paid)(?: is| comes)? from) (?:a |my |our )?"
    r"(?:small |modest |state |company |government |teacher's )*pension\b",
    r"\bpensioner\b|\bretired on (?:a |my )?(?:\w+ )?pension\b",
    r"\b(?:collect|collecting|get|receive|draw|drawing|live on|living on) social security\b",
    r"\b(?:my|our) (?:state )?pensions? (?:pays|brings|(?:is|are) (?:my|our|all|the) )",
    r"\bpensions? (?:is|are) (?:my|our) (?:only|main)\b",
)
_RETIRED = (
    r"(?:我)?(?:已经|刚|早就)?退休了|(?:已|刚)退休",
    r"\bi(?:'m| am) (?:already |now )?retired\b|\bretiree\b",
)
_NOTHING = (
    r"(?:没有?|无|暂无)(?:任何|固定|稳定)?收入(?!来源不)|无业|待业",
    r"失业(?!保险|金|率|了?(?:也|都|还|就|怎么|的话))",
    r"全职(?:妈妈?|太太|主妇|爸爸?|带娃|在家)|家庭(?:主妇|妇女)",
    r"没(?:有)?(?:在)?(?:工作|上班|找到工作|找到下家)|被(?:公司|单位)?(?:裁|优化|辞退|开除)(?!的)"
    r"|(?:公司|单位|老板)把我(?:裁|开|辞|优化)",
    r"(?<!全)不上班|下岗|裸辞|辞职(?:了|半年|[一两三四五六]个月)[^，。]{0,3}[，,]\s?(?:还没|没找"
    r"|在家|待业)",
    r"吃老本|靠(?:老公|老婆|父母|爸妈|家里|儿子|女儿|孩子)(?:养|给钱|给生活费)|间隔年",
    r"\bunemployed\b|\bno income\b|\bout of (?:work|a job)\b|\bjobless\b|\bno job\b|\bgap year\b",
    r"\b(?:stay-at-home|full[- ]time) (?:mom|mum|dad|parent|mother|father|wife|husband"
    r"|homemaker)\b",
    r"\bhomemaker\b|\bhousewife\b|\bbetween jobs\b|\bjob hunting\b|\bcareer break\b",
    r"\blaid off (?:in|last|this|since|and|two|three|a)\b|\blost my job\b",
    r"\b(?:got|was|been) (?:laid off|made redundant|let go)\b|\b(?:haven't"
    r"|have not) worked since\b",
    r"\bi don't (?:work|have a job)\b(?! (?:weekends|there|for|in|with|on|at))",
    r"\bnot (?:working|earning)(?=$|[,.;!]| (?:right now|at the moment|currently|these days"
    r"|any ?more))",
)
_STUDENT = (
    r"(?:我)?(?:还)?是?(?:个)?(?:大)?学生(?:$|[，。,.])",
    r"\bi(?:'m| am) a (?:full-time )?student\b",
)
_SELF_EMPLOYED = (
    r"自由职业|自由(?:撰稿|摄影|翻译|译者|画|作家)|独立(?:设计师|摄影师|撰稿人|开发者|音乐人|顾问)",
    r"(?:自己|我)[^，。,.]{0,4}接单|个体户|自雇|接私活|接(?:点|些)?(?:设计|翻译|装修|写作|零"
    r"|散)?的?活(?!动)",
    r"(?:开|跑)(?:网约车|滴滴|出租)|跑外卖|送外卖|摆(?:个)?(?:地)?摊|做自媒体|稿费(?!多少|怎么)",
    r"\bfreelanc(?:e|er|ing)\b|\bself[- ]employed\b|\bsole trader\b|\bgig work",
    r"\bdrive for (?:uber|lyft|grab|didi|bolt)\b|\buber driver\b|\bmy own practice\b"
    r"|\bi do contract work\b",
    r"\bi(?:'m| am) an? (?:\w+ )?contractor\b|\bindependent (?:contractor|consultant|designer"
    r"|developer)\b",
    r"\b(?:drive|work|cook|paint|trade) (?:[^,.;]{1,14} )?for myself\b",
)
_BUSINESS = (
    r"(?:收入|钱|靠|主要)[^，。,.]{0,6}(?:公司(?!发|给|上班|的?工资)|做生意|生意|开(?:公司|店|厂)"
    r"|厂里|店里|经营|分红)",
    r"公司分红|开店的?收入|店里的?收入|自己(?:办|开)厂的",
    r"开了?一?[家个间两][^，。,.]{0,8}(?:店|超市|公司|厂|馆|坊"
    r"|行)[，,][^，。,.]{0,4}(?:全家)?(?:就?靠(?:它|店|这)|收入|赚钱养家)",
    r"\b(?:dividends|profits?|income|money)(?: is| comes| mainly| mostly)* (?:from"
    r"|of) my (?:own )?(?:ltd )?"
    r"(?:business|company|shop|firm|restaurant|factory)\b",
    r"\blive off my (?:business|company)|\bthe profits? of my own (?:business|company|firm|shop)\b",
    r"\b(?:i|we) (?:own|run)(?: and run)? (?:an?|my|our|the|two|three)[^,.;]{1,24}(?:and|,) (?:i "
    r"|we )?"
    r"(?:live off|that's (?:my|our) income|it(?:'s| is) (?:my|our) income)",
)
_OWNER = (
    r"做(?:点|些)?(?:小)?生意|企业主|我是[^，。,.]{0,8}老板",
    r"(?:(?:我|我们|自己)(?:俩|两口子)?开(?:了|着|的)|开(?:了|着)(?![^，。,.]{0,2}(?:车"
    r"|会)))[^，。,.]{0,6}(?:公司|店|厂|馆|超市)",
    r"\bbusiness owner\b|\bi (?:own|run) (?:a|my)[^,.;]{0,16}(?:business|company|shop|firm"
    r"|restaurant)",
)
_SALARY = (
    r"(?:靠|领|拿|指着|指望|收入(?:是|主要是|就是|来源是|来自)|主要是|就是"
    r"|固定)[^，。,.退]{0,4}(?:工资|薪水|死工资|薪资)",
    r"工薪(?:族|阶层)|上班族|[体编]制内|吃(?:公家|财政|皇粮|公粮)饭?|铁饭碗|给(?:别人|人家|老板"
    r"|公司)打工|(?<!不)在编|事业编",
    r"(?:国企|央企|外企|私企|大厂)(?:的)?(?:员工|职工|上班|工作)|公务员(?!考|待遇|工资)|事业单位",
    r"(?:我|本人)(?:是)?做(?:销售|it|技术|行政|财务|人事|人力资源|运营|护理|工程)的|打工(?:人|的"
    r"|仔|族)",
    r"在(?!家)[^，。,.没不找自]{1,12}(?:上班|工作(?!室)|任职|就职|教书|当差)",
    rf"在[^，。,.没不找自]{{0,10}}{_EMPLOYER_ZH}[^，。,.没不找自]{{0,4}}(?:当|做|干)(?!生意|过|了)",
    r"(?:就职|任职|供职|效力)于|当兵的|在部队|(?:现役|人民)军人",
    rf"(?:我是|当|做|我就是|我一)(?![^，。,.]{{0,6}}(?:{_NOT_OWN}))[^，。,.]{{0,10}}{JOB_ZH}",
    rf"{_ITEM}(?:上班|在职|打工|国企|央企|外企"
    rf"|(?!{_NOT_OWN})[^，。,.、的是以想]{{0,4}}{JOB_ZH}){_ITEM_END}",
    r"\b(?:i'm|i am|we're|on a|as a) salaried\b|\bsalaried (?:job|employee|position)\b",
    r"\b(?:my|on a|a fixed|a monthly|a regular) salary\b",
    r"\bi(?:'m| am)? (?:currently )?(?:work|working) (?:full[- ]time |part[- ]time |shifts "
    r"|nights )?(?:for|at|in|as)\b"
    r"(?! (?:myself|my own))",
    rf"{_ITEM}(?:i )?(?:work|working) (?:full[- ]time |part[- ]time )?(?:in|for|at|as) "
    r"(?!my|me|it|the (?:morning|evening|night))\w+",
    rf"\bi(?:'m| am) {_FULL}(?:an? |the )?(?:\d\d[- ]year[- ]old )?(?:[a-z]{{1,12}} "
    rf"){{0,2}}{JOB_EN}\b"
    r"(?! (?:who|with my own|of my own))",
    rf"(?:^|[,.] ?|\d |old )(?:an? )?(?:{_NO_DETERMINER}[a-z]{{3,12}} ){{0,2}}{JOB_EN}{_ITEM_END}",
    rf"\bas an? (?:[a-z]{{3,12}} ){{0,2}}{JOB_EN}{_ITEM_END}",
    r"\bi teach (?:at|in|primary|secondary|high|elementary|middle|kindergarten|year|grade)\b"
    r"|\b(?:full[- ]time|permanent|steady) job\b"
    r"|\b(?:9|nine)[- ]to[- ](?:5|five)\b",
    r"(?<!to )\bpaycheck\b(?! to)|\bwork full[- ]time\b|\b(?:i'm|i am) employed\b"
    r"|\bon the payroll\b",
    r"\bi(?:'ve| have)(?: got)? a (?:steady |good |stable |normal |regular )?job\b",
    r"\b(?:i'm|i am|serving) in the (?:army|navy|air force|military|police|civil service)\b",
    r"\b(?:get|am|i'm|being) paid (?:weekly|monthly|every month|by (?:the|my))\b",
    r"\bon wages\b|\bmy (?:monthly |regular )?wages?\b|\bmy employer\b",
)

SOURCES: tuple[tuple[str, bool, re.Pattern[str]], ...] = tuple(
    (source, certain, re.compile("|".join(parts)))
    for source, certain, parts in (
        ("pension", True, _PENSION),
        ("pension", False, _RETIRED),
        ("none", True, _NOTHING),
        ("none", False, _STUDENT),
        ("self_employed", True, _SELF_EMPLOYED),
        ("business", True, _BUSINESS),
        ("business", True, _OWNER),
        ("salary", True, _SALARY),
    )
)
"""Sources of income, whether their words are certain, and the words."""
