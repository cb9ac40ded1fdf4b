"""Words that tell whose a statement is: mine, a relative's, an adviser's, or only supposed."""

from __future__ import annotations

import re

SUPPOSED = (
    r"如果(?!可以|方便|行的?话|有需要)|假如|要是(?!可以|方便)|倘若|的话"
    r"|(?<![0-9零一二三四五六七八九十百千几多两])万一|若是|除非|否则|不然的?话|不好就|不行就"
    r"|行情好|顺利的话"
    r"|\bif (?:i|we|my|someone|somebody|you|it|they|the|things|there)\b(?! (?:do n|may ask|can ask"
    r"|remember|'m not wrong|understand))|\bunless\b|\botherwise\b|\bwere to\b|\bwhat if\b"
)
IMAGINED = (
    r"假设|假使|假定|比如|例如|譬如|比方说|打个比方|举个例子|\bsuppos(?:e|ing)\b|\bfor example\b"
    r"|\be\.g\.|\bfor instance\b|\bhypothetical|\bimagine\b|\blet's say\b|\bassum(?:e|ing)\b"
    r"|\bsay (?:i'm|i am|i have|i had|someone)\b"
)
HYPOTHESIS = re.compile(rf"{SUPPOSED}|{IMAGINED}")
SCENE = re.compile(IMAGINED)
RELATED_ZH = (
    r"(?:好|老)?(?:朋友|同事|邻居|同学|亲戚|闺蜜|哥们|老乡|领导|老板|室友|客户|表哥|表姐|表弟|表妹"
    r"|堂哥|堂弟)"
)
FAMILY_ZH = (
    r"(?:爸妈?|妈|父亲|母亲|父母|哥|弟|姐|妹|叔|舅|姑|姨|伯|爷爷?|奶奶?|外公|外婆|岳父|岳母|公公"
    r"|外甥女?|侄[子女]|女婿|儿媳"
    r"|婆婆|老婆|老公|太太|先生|妻子|丈夫|爱人|媳妇|对象|老伴|女朋友|男朋友)"
)
RELATED_EN = (
    r"(?:best |old |good |close )?(?:friends?|colleagues?|neighbou?rs?|cousins?|boss|co-?workers?"
    r"|(?:big |little |older |younger |elder )?(?:brothers?|sisters?)|father|mother|dad|mom|mum"
    r"|uncle|aunt|wife|husband|spouse|partner|parents|girlfriend|boyfriend|fianc[eé]e?"
    r"|nieces?|nephews?|ex(?:-wife|-husband)?|in-laws?|grand(?:mother|father|parents)"
    r"|mother-in-law|father-in-law"
    r"|roommate|client)"
)
SOMEONE_ELSE = re.compile(
    rf"(?:我(?:的|有个|一个|们)?)?{RELATED_ZH}|楼[上下]|隔壁|孩儿?子?[他她][爸妈爷奶]|别人|其他人"
    rf"|大家都|人家|有人|他家|她家"
    r"|(?<!其)[他她]们?(?=今?年|有|手|的?工资|想|现在|月薪|说|买|炒|做|能|最多|打算|是|退休|在"
    r"|也|都|就)"
    rf"|我(?:的|家)?{FAMILY_ZH}|(?:^|[，,。；;、\s]|但|而|帮"
    rf"|替){FAMILY_ZH}(?=[^和跟与、，,。加及]|$)"
    rf"|\b(?:my|a|his|her|our|the) {RELATED_EN}\b(?!'s (?:and|college))|\b(?:someone|somebody"
    rf"|others"
    r"|other people|most people|people|everyone|they|he|she|his|her|their|he's|she's|they're"
    r"|he'd|she'd)\b"
)
_OF_A_CHILD = (
    r"(?:[1-9]|1[0-7]|[一二两三四五六七八九十]|十[一二三四五六七]|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|(?:thir|four|fif|six|seven)teen)"
)
YOUNG = re.compile(
    rf"\W*(?:我|我家|有个)?(?:孩子|小孩|儿子|女儿|闺女|娃|宝宝|他|她)(?:今年|现在|已经|才|刚|还|也|都|在|正)*"
    rf"(?:{_OF_A_CHILD}个?[岁月]半?|[上读念](?:小学|初[中一二三]|高[中一二三]|幼儿园|大[学一二三四]|[一二三四五六]年级))(?:了|的)?\W*"
    rf"|\W*(?:he|she|(?:my|our) (?:son|daughter|kid|child|boy|girl|baby|little one))(?:'s| is"
    rf"|'ll be)"
    rf"(?: now| only| just| about)* (?:{_OF_A_CHILD}(?:[- ](?:years?"
    rf"|months?)(?:[- ]old)?)?(?: and a half)?"
    rf"|(?:in|at) (?:school|nursery|reception|primary|primary school|high school|year \d\d?))\W*"
)
"""A clause that tells nothing but how old a child is: what follows is not the child's."""
PRONOUN = re.compile(r"[他她]|he|she|he's|she's|he'd|she'd|his|her")
CHILD = re.compile(
    r"孩子|小孩|儿子|女儿|闺女|娃|宝宝|老大|老二|孙子|孙女|小朋友"
    r"|\b(?:sons?|daughters?|kids?|child(?:ren)?|baby|toddlers?|boys?|girls?|grandsons?"
    r"|granddaughters?|grandchild(?:ren)?|twins|eldest|youngest|oldest)\b"
)
SELF = re.compile(
    rf"我们|我(?!(?:的|家|有个|一个|们)?(?:{RELATED_ZH}|{FAMILY_ZH}))|本人|咱|俺|自己"
    rf"|\b(?:i|i'm|i've|i'd|i'll|im|me|myself|(?<!of )mine|we|we're|we've|we'd|we'll|us"
    rf"|ourselves)\b"
    rf"|\b(?:my|our)\b(?! (?:{RELATED_EN})\b)|^\s*(?:want|looking|need|hoping|planning) "
)
AND_I = re.compile(r"(?:也)?[和跟与]我| and (?:i|me|myself)\b")
BOTH = re.compile(r"(?:我|我们?)\s?[和跟与]$|\b(?:i|me|we) and $")
TELLS = re.compile(
    r"[^，。,.]{0,3}?(?:都|就|总|也|老)?(?:说|觉得|认为|让|叫|建议|要求|希望|推荐|劝|问|告诉)"
    r"|(?: [a-z]+){0,2} (?:says?|said|told|tells|thinks?|wants?|suggest(?:s|ed)?|advise[sd]?"
    r"|recommend(?:s|ed)?|keeps? telling|asked|asks|insists?|believes?|reckons?)\b"
)
REPORTED = re.compile(
    r"听说|据说|(?:买|推销|推荐|介绍)的?时候?(?:都|就|跟我)?(?:说|讲)|(?:公司|单位|领导|厂里|学校)(?:里)?(?:都|就)?(?:说|通知)|听人说|网上(?:都)?(?:说|讲|看)|专家(?:都)?说|书上(?:都)?说|新闻(?:里|上)?说|广告"
    r"|(?:客户|理财|银行|基金)?(?:经理|顾问|销售|柜员|专家|老师)(?:跟我|给我|都|就|之前"
    r"|曾)?(?:说|建议|推荐|讲|[让叫劝要]我)"
    r"|银行(?:的人)?(?:跟我)?(?:说|建议|推荐)|合同(?:里|上)?(?:写|说)|说明书?(?:里|上)?写|人说"
    r"|\b(?:they say|people say|(?:mum|mom|dad|grandma|granny) (?:always |often |still )?(?:says?"
    r"|said|tells?)|(?:the )?(?:internet|web|media|youtube|google|tiktok|books?"
    r"|guides?) (?:says?|said|tells?)|i(?:'ve)? heard|i(?:'ve)? read|the (?:ad|article|brochure"
    r"|bank|news|website|contract|paper|prospectus) (?:says?|said|told|claims?|promised)"
    r"|(?:my|the|an?|your|our) (?:financial )?(?:advis[eo]rs?|manager|bank|banker|broker|agent"
    r"|accountant|planner|salesman|expert)s? (?:\w+ )?(?:says?|said|told|suggest(?:s|ed)?"
    r"|recommend(?:s|ed)?|promised|advise[sd]?|wants?)|experts? (?:say|recommend)|rule of thumb)\b"
)
UNSAID = re.compile(
    r"(?:没|没有|从没|从未|从来没有?|哪里|哪有|什么时候|何时|啥时候)(?:跟你|和你|有)?(?:说|讲"
    r"|提|答应|承诺|同意)(?:过|了)?"
    r"|谁说|不是说|并不是说|我可没说|不代表|并不(?:意味着|表示)"
    r"|\b(?:never|didn't|did not|haven't|have not|don't remember|wasn't|not|isn't) "
    r"(?:ever )?(?:said|say|saying|told|tell|mention(?:ed)?|claim(?:ed)?|agree(?:d)?|promised?"
    r"|stated)\b|\bwho (?:said|says|told you)\b|\bwhen did i (?:ever )?say\b|\bwhere did i say\b"
)
QUOTE = re.compile(r"[“\"「『](?P<in>[^”\"」』\n]{2,})[”\"」』]")
ON_BEHALF = re.compile(
    r"[让叫托]我(?:来)?[帮替](?:她|他|忙)[^，。,.]{0,2}(?:问|咨询|了解|看)|(?:帮|替|代)(?:我(?:的)?|一个|个)?(?:朋友|同事|亲戚|同学|爸妈?|妈妈?|父母|哥|姐|弟"
    r"|妹|老公|老婆)[^，。,.]{0,4}(?:问|咨询|了解|看)"
    r"|\b(?:asking|ask|inquiring|enquiring|this is|calling|here) (?:on behalf of|for) (?:a"
    r"|my) (?:friend|brother|sister|mother|father|mom|mum|dad|parents|cousin|colleague"
    r"|neighbou?r|wife|husband|son|daughter|grand(?:mother|father))"
)
FOR_THEM = re.compile(
    r"(?:给|为|替|帮|陪|带|看|照顾|接送|和|跟着?|随着?|与|养|供|有|除了|对)(?:我)?(?:的)?$"
    r"|\b(?:for|with|help|from|by|support|supporting|have|unlike|to)(?: the)? $"
)
