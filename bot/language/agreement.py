"""Yes, no, a question, a correction: how a client answers what needs a clear answer."""

from __future__ import annotations

import re
from typing import Literal

from bot.language import hedges
from bot.language.normal import fold
from bot.language.wordlist import words

_UNDECIDED = re.compile(
    r"不(?:太|大|怎么)?好(?:说|讲)|不是不|不得不|也不是不|没有?不同意|不一定|看情况|再(?:想|看|考虑|说)|考虑(?:一下|下"
    r"|看看)|不确定|不知道|不清楚|也许|可能|或许|随便|无所谓"
    r"|都行|都可以|你(?:决定|看着办|说呢)|为什么|凭什么|什么意思|怎么|如果|除非|要是|要看"
    r"|先(?:问|说|看|了解|告诉)|等(?:等|一下|会)|稍等"
    r"|好像|好是好|可以是可以|可以吗|行吗|好吗|对吗|是吗"
    r"|\b(?:maybe|perhaps|depends|not sure|unsure|i guess not sure|don't know|dunno|idk"
    r"|not certain|possibly|whatever|let me think|think about it|why|what|how|which|who"
    r"|if|unless|hold on|wait|one moment|don't disagree|not opposed|not against"
    r"|not that i|could be|either|you decide|up to you|both|yes and no|no idea"
    r"|hmm+ not)\b"
)
_DENY = re.compile(
    r"不同意|不赞成|不授权|不愿意?|不想(?!错过)|不要(?!紧)|不用(?!担心|客气)|不行|不可以"
    r"|不能|不接受|不许|不准|不需要|不必|不方便|不对"
    r"|不是(?!问题)|不好|不了(?!解)|不太想|不太方便|不太愿意|不太好|拒绝|算了|别(?!的|人"
    r"|担心)|免了|没必要|没兴趣|反对|否|错了|有误|错误"
    r"|没有同意|暂时不|先不|以后再说|下次吧|改天|我不(?!想|要|愿|同意|接受|能|用|需|行)|^不+$"
    r"|^不[,，。!！吧呢啊]|^(?:没"
    r"|没有|没啊|没有啊|没呢)$"
    r"|\b(?:no|nope|nah|naw|never|negative|decline|declined|refuse|reject|disagree"
    r"|don't agree|do not agree|don't accept|do not accept|don't consent|do not consent"
    r"|won't|i don't|i do not|don't want|do not want|don't think so|rather not|not really"
    r"|not now|not yet|not today|not interested|not agree|not ok|not okay|not right"
    r"|not correct|not comfortable|not happy|absolutely not|definitely not|certainly not"
    r"|of course not|no way|no thanks|no thank you|wrong|incorrect|false|cancel|stop"
    r"|don't|hell no)\b|👎|❌|🙅|✖|🚫"
)
_NOT_DENY = re.compile(
    r"没问题|没有问题|没意见|没有意见|没异议|没有异议|无异议|不介意|不反对|没错|不错"
    r"|没毛病|不是问题|没什么问题|没啥问题|当然没问题|没关系"
    r"|\b(?:no problem|no problems|no worries|no objections?|no issues?|not a problem"
    r"|don't mind|do not mind|why not|no doubt|can't see why not|nothing wrong|not wrong"
    r"|never better|wouldn't mind)\b"
)
_AFFIRM = re.compile(
    r"同意|赞成|愿意|接受|授权|可以|没问题|没有问题|没意见|没有意见|没异议|没有异议"
    r"|无异议|不介意|不反对|没错|不错|没毛病|不是问题|没什么问题|没啥问题"
    r"|好的|好滴|好嘞|好呀|好啊|好吧|好哒|好|行的?|行吧|成|中|嗯嗯|嗯|恩|是的|是啊|是呀"
    r"|是|对的|对啊|对呀|对|正确|确认|准确|确定|当然|肯定"
    r"|必须的|允许|批准|准了|来吧|开始吧|继续|要的|需要|没关系|有的|妥|得嘞|木问题|okay"
    r"|ok|yes|1(?=$)"
    r"|\b(?:yes|yep|yeah|yup|yea|ya|yas|sure|ok|okay|okey|k|kk|agree|agreed|accept"
    r"|accepted|consent|approve|absolutely|definitely|certainly|of course|correct|right"
    r"|exactly|indeed|affirmative|go ahead|please do|fine|sounds good|sounds great"
    r"|looks? (?:good|right|fine|great)"
    r"|alright|all right|all good|good|great|perfect|no problem|no problems|no worries"
    r"|no objections?|no issues?|not a problem|don't mind|do not mind|wouldn't mind"
    r"|why not|i do|do it|let's go|let's do it|proceed|carry on|continue|go on|go for it"
    r"|happy to|accurate"
    r"|works for me|confirmed?|true|totally|you can (?:call|contact|reach|phone|text"
    r"|email) me|feel free to (?:call|contact|reach|phone)|by all means|can't see why not"
    r"|y|yess+|aye)\b|👍|👌|✅|🙆|✔|☑|🆗|💯"
)
_FILLER = re.compile(
    r"这么(?:办|定|着)|这样(?:办|定)|用来|用于|我们?|你们?|您|的|这个|这些|这样|那个|那|这|吧|啊|呀|哦|噢|喔|哈|呢|了|嘛|嗯|恩|就"
    r"|也|都|完全|非常|很|挺|太|隐私|条款|政策|说明"
    r"|声明|协议|内容|规定|告知|授权书|收集|使用|处理|保存|储存|存储|信息|数据|个人|敏感|单独|联系"
    r"|电话|打|给我|把|按|以上|上述|上面|全部|所有|已|阅读"
    r"|看过|看完|看了|知道|明白|了解|清楚|并|且|和|与|来|去|做|问|麻烦|请|谢谢|多谢|哈哈"
    r"|一下|下|这么办|先生|女士|老师|没事|吗啡|个|是|要|评估|测评|让(?:他|她|他们|顾问)|顾问"
    r"|\b(?:they can (?:call|contact|reach|phone|text|email) me|get in touch|set (?:it|that) up"
    r"|i'm|i'll|i've|i|am|have|has|read|it's|its|it|this|that's|that|is|are|the|to"
    r"|with|you|your|can|may|my|me|we|us|of|a|an|and|please|thanks|thank|privacy|notice"
    r"|policy|terms|conditions|data|information|info|personal|sensitive|use|using|store"
    r"|storing|collect|collecting|process|processing|contact|contacting|call|calling"
    r"|being|be|do|so|very|much|all|well|oh|ah|um|uh|hi|hello|then|just|for|on|about|them"
    r"|these|those|will|would|totally|fully|completely|quite|really|at|by|advisor|adviser"
    r"|an|give|giving|my|consent|understood|understand|everything|above|course|here|there"
    r"|now|man|mate|sir|madam|dear|lah|as|in|out|any|such|one|stored|used|processed"
    r"|collected|kept|contacted|called)\b"
)
_GREETING = re.compile(
    r"[你您]们?好|大家好|(?:早上|上午|中午|下午|晚上)好|good (?:morning|afternoon|evening|day)"
)
_GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
"""A blank between Chinese characters, which nobody means."""
_PUNCTUATION = re.compile(r"[\W_]+")

_QUESTION_ZH = re.compile(
    r"(?:吗|么|呢)[\s。.!！~]*$|什么|怎么|怎样|为什么|为啥|干嘛|干啥|多少|哪(?:个|些"
    r"|里|儿|种|家|款|只|天|一)|几(?:点|个月能"
    r"|年能|天能|时)|谁(?:能|来|是|会)|能不能|可不可以|是不是|有没有|行不行|要不要|会不会"
    r"|好不好|对不对|该不该|值不值|靠不靠谱|安不安全|如何|请问"
    r"|想问|问一下|咋|啥|多久|多长时间|是否|能否|可否|何时"
)
_NO_QUESTION_ZH = re.compile(
    r"(?:没|没有|不是|不要|随便|不管|无论|知道|晓得|说)(?:个|过|你|要|我|是)?(?:什么|怎么"
    r"|怎样|啥|多少|哪|谁|如何)|什么的|什么都|怎么都"
    r"|多少都|多少\w{0,2}多少|啥都|谁都|没什么|怎么说呢|不怎么|不知道|不太清楚|不清楚|想想怎么"
    r"|^多少(?:也|还)?(?:能|会)[^吗?？呢，。,.]{1,8}[点些](?:$|[，。,.])"
)
_QUESTION_EN = re.compile(
    r"^(?:and |but |so |ok |okay |well |hi |hello |hey |sorry |please |also |um |uh |or "
    r"|then |\W)*(?:what|what's|whats|why|how|how's|when|where|where's|who|who's|whose"
    r"|which|can|could|do|does|did|is|are|was|were|should|shall|would|will|may|might|am"
    r"|isn't|aren't|don't you|doesn't|won't|can't you|have you|has|any chance|any idea)\b"
    r"|\b(?:can you|could you|would you|do you|are you|will you|tell me (?:what|why|how"
    r"|when|where|who|about|more)|i wonder|wondering (?:if|whether|what|how|why)"
    r"|i'd like to know|want to know|explain (?:what|why|how)|what (?:is|are|does|do"
    r"|about|if)|how (?:do|does|much|many|long|about|can|should|would)|what happens|is it"
    r"|is there|are there|should i|can i|do i)\b"
)
_NO_QUESTION_EN = re.compile(
    r"^(?:can|could|would|will|might|may) be\b|^(?:whatever|whichever|whenever)\b|^(?:may"
    r"|will|am)\b(?! (?:i|you|we|it|they|the|my|this|that|there))|^do (?:it|that|so|not"
    r"|n't)\b|^what a\b|^how (?:nice|great|lovely|kind)\b|^(?:when|which|where|who) (?:i"
    r"|we|my|means|is why)\b(?![^?]*\?)|i don't know (?:what|how|why|which)|^don't\b"
)


_UNKNOWING = re.compile(
    r"(?:嗯|额|呃|哎呀?|唉|这个|那个|这|我|真的?|也|还|都|其实|好像|[,，、.…。 ])*"
    r"(?:不知道|不清楚|不晓得|不确定|不太清楚|不太确定|不懂|搞不清楚?|说不准|说不好|说不上来"
    r"|没想好|没想过|没概念|没主意|不了解|唔知|唔清楚"
    r"|(?:很|真|有点)?难(?:说|讲|回答)|不(?:太|大|怎么)?好(?:说|讲|回答)|(?:要)?看情况|看着办)"
    r"(?:怎么(?:说|选|回答|填)|该?选(?:哪个|什么)|诶|呢|啊|呀|哦|了|的|耶|吧|哎|[,，。.!！~…、 ])*"
    r"|(?:well|hmm*|um+|uh+|oh|honestly|sorry|actually|[,. ])*(?:i )?(?:really |honestly |just )?"
    r"(?:don't know|dont know|do not know|have no idea|haven't a clue|have no clue|no idea"
    r"|no clue|not sure|am not sure|'m not sure|idk|dunno|can't say|couldn't say|can't tell"
    r"|couldn't tell you|hard to say|unsure|never thought about it|haven't decided)"
    r"(?: really| yet| honestly| tbh| sorry| about (?:that|this)| what to (?:say|choose|pick)"
    r"| which| lol|[,.! ])*"
)
_RETICENT = re.compile(
    r"(?:这个|那个|我|还是|先|也|[,，、 ])*"
    r"(?:不(?:太)?(?:想|愿意?|方便|便)(?:说|讲|透露|回答|告诉[你您]?|提供|答)|不告诉[你您]|保密"
    r"|不回答)"
    r"(?:可以吗|行吗|这个|了|吧|啊|呢|哈|[,，。.!！?？~ ])*"
    r"|(?:sorry|hmm*|um+|well|[,. ])*(?:i'd |i would |i )?"
    r"(?:rather not|prefer not to|would prefer not to|don't want to|do not want to)"
    r"(?: say| tell(?: you)?| answer| share| disclose)(?: (?:that|this|it))?(?: one)?"
    r"(?: please| thanks| if that's ok(?:ay)?|[,.! ])*"
)
_SKIPS = re.compile(
    r"跳过?|略过|越过|下一?[题个道条]|^过(?:吧|了|这题)?$|不(?:回答|答|填|写|选|提供|透露)|空着|留空|先放"
    r"|(?:以后|回头|待会儿?|稍后)再|换一?[题个]|不想|不愿|不便|不方便|不用(?:问|管|填)|别问"
    r"|\b(?:skip|pass|next|move on|moving on|go on|blank|leave (?:it|this|that)|rather not"
    r"|prefer not|don't want to|won't (?:say|tell|answer)|no (?:comment|answer)"
    r"|not (?:answer|say|tell|shar)\w*|later|ignore|omit|without (?:it|this|that)|come back)\b"
)
"""Words by which a question is left out; whatever else sounds like it may as well answer."""
_WISHED_ZH = (
    r"(?:请|请您|麻烦|可以|可不可以|能不能|能|会|懂|支持|[你您]|[你您]们|我们|咱们|我想|我要|我"
    r"|以后|之后|接下来"
    r"|都|还是|那|就|这边|跟我|和我"
    r"|对我|给我|切|不|[,，、 ])*(?:换|切换|改|用|说|讲|转|打|写|回复|聊|交流|谈|沟通)"
    r"(?:回|成|到|为)?{tongue}"
    r"(?:版|模式|界面|来|跟我|和我|给我|吧|吗|嘛|么|可以吗|可以"
    r"|好吗|好不好|行不行|不|交流|聊天?|说话?|讲|回答|回复|沟通|行吗|我"
    r"| ?please|谢谢|啊|呀|[,，。.!！?？~ ])*"
    r"|{tongue}(?:吧|可以吗|好吗|行吗|谢谢| ?please)?[。.!！?？ ]*"
    r"|(?:讲|说){tongue}(?:吧|啦|呀|得唔得|得吗)?[。.!！?？ ]*"
)
_WISHED_EN = (
    r"(?:sorry|please|ok|okay|hi|hello|hey|can|could|may|would|shall|will|we|you|i|let's|lets|i'd"
    r"|like|rather|prefer|prefer to|love|want|need|to|switch|change|speak|talk|continue|go on|chat"
    r"|do|this|it|use|using|reply|answer|respond|write|type|have|be|me|the|language|conversation"
    r"|in|into|back|mind|a|is|possible|if|that's|from now on|[,.!? ])*\b{tongue}\b"
    r"(?:please|pls|thanks|thank you|now|instead|ok|okay|is better|from now on|with me|to me"
    r"|version|possible|if possible|can|lah|or not|here|then|for me|[,.!? ])*"
)
_CHINESE = r"(?:(?:in )?(?:simplified |mandarin )?chinese|mandarin|putonghua|zhongwen)"
_WISHES: tuple[tuple[Literal["zh", "en"], tuple[re.Pattern[str], ...]], ...] = (
    (
        "zh",
        (
            re.compile(_WISHED_ZH.replace("{tongue}", r"(?:简体|普通话|国语|中文|汉语|华语)")),
            re.compile(_WISHED_EN.replace("{tongue}", _CHINESE)),
        ),
    ),
    (
        "en",
        (
            re.compile(_WISHED_ZH.replace("{tongue}", r"(?:英文|英语|eng?lish)")),
            re.compile(_WISHED_EN.replace("{tongue}", r"(?:simple |plain )?english")),
        ),
    ),
)
_REQUEST = re.compile(
    r"推荐|推薦|介绍|告诉|说说|讲讲|透露|指点|指条|支个?招|给(?:我|个|支|只|点)|帮(?:我|忙|选"
    r"|挑)|替我|请|求|麻烦"
    r"|[你您](?:来|就|直接|看着|帮|替|给|随便)?(?:选|定|决定|填|说|看着办|做主|拿主意|推)"
    r"|听[你您]|随便|保证|承诺|担保|稳赚|包赚"
    r"|内幕|代码|牛股|转(?:接|给|人)|找(?:个|人|真)"
    r"|\b(?:recommend|suggest|tell me|give me|show me|help me|let me know|pick|choose|select"
    r"|decide for me|(?:you|just) (?:choose|pick|decide|fill|answer)|your call|up to you"
    r"|whatever you|tips?|guarantee[ds]?|promise|advise|please|sure thing|no[- ]risk|can't lose)\b"
)


def affirm_or_deny(text: str) -> bool | None:
    """Whether an answer to a yes-no question clearly says yes (True) or no (False), else None.

    For consents and confirmations: "可以", "no problem" are yes; "不同意", "I'd rather not" are no.
    Whatever says both, hedges, asks back, denies a denial (不是不可以), or adds more than a yes
    ("好的，不过…") is None: consent is never taken from a half sentence.
    """
    plain = fold(text).strip()
    if not plain or len(plain) > 200:
        return None
    plain = _GREETING.sub(" ", _GAP.sub("", plain))
    softened = _NOT_DENY.sub(" ", plain)
    agreed_by_idiom = softened != plain
    if "?" in plain or "？" in plain or _UNDECIDED.search(softened):
        return None
    denies = _DENY.search(softened)
    if denies:
        rest = _DENY.sub(" ", softened)
        affirms = _AFFIRM.search(rest)
        # "不，可以" says both; "我不同意授权" only holds a word for what is refused.
        if agreed_by_idiom or (affirms and affirms.group() not in _OBJECTS):
            return None
        if re.search(r"但|不过|\bbut\b|\bhowever\b|\balthough\b", softened):
            return None
        return False if _says_only_no(softened, denies.group()) else None
    if not _AFFIRM.search(plain):
        return None
    rest = _FILLER.sub(" ", _AFFIRM.sub(" ", _NOT_DENY.sub(" ", plain)))
    return True if not _PUNCTUATION.sub("", rest) else None


def _says_only_no(text: str, word: str) -> bool:
    """Whether a denial is the message, and not a part of a sentence about something else.

    Outright words ("不同意", "I decline") may name what they refuse; a mere "not" or "don't want"
    ("不想亏钱", "不能亏太多") stands alone or is no answer.
    """
    rest = _PUNCTUATION.sub("", _FILLER.sub(" ", _AFFIRM.sub(" ", _DENY.sub(" ", text))))
    if not _TELLING.sub("", rest):
        return True
    return bool(_OUTRIGHT.fullmatch(word)) and len(rest) <= _REFUSED and not re.search(r"\d", rest)


_TELLING = re.compile(r"我|您|你们?|提供|透露|告诉|回答|说|给|tell|share|say|provide|give")
_REFUSED = 24
"""The most characters that may name what is refused, after fillers are taken away."""
_OUTRIGHT = re.compile(
    r"不同意|不赞成|不授权|不愿意?|不接受|不许|不准|拒绝|反对|没有同意|没必要|没兴趣|不方便"
    r"|不太方便|不太愿意|算了"
    r"|暂时不|先不|decline|declined|refuse|reject|disagree|no|nope"
    r"|(?:don't|do not) (?:agree|accept|consent)"
    r"|rather not|not interested|not comfortable|no thanks|no thank you"
)
_WANTS = re.compile(
    r"(?:好的?|行|可以|嗯|那|我|就|也|麻烦|请|帮|给|(?:让)?顾问|[,，、 ])*"
    r"(?:要|想要?|需要|约|安排|预约|联系|谈谈|聊聊|见见?)"
    r"(?:[一个位次下]|谈谈|聊聊|顾问|真人|跟|和|与|吧|啊|呀|的|了|我|[,，。.!！~ ])*"
    r"|(?:yes|yeah|sure|ok(?:ay)?|please|well|i|[,. ])*"
    r"(?:(?:would|'d)? ?(?:like|love|want) (?:to|that|it|one)"
    r"|(?:please )?(?:arrange|book|set|do) (?:it|that|one)(?: up)?|let's talk)"
    r"(?: (?:talk|speak|chat)(?: (?:to|with) (?:someone|somebody|an advis[oe]r|a person|them))?)?"
    r"(?: very much| please| thanks|[,.! ])*"
)
_WISHES_FOR = re.compile(
    r"想(?!不|了想|想|一想|过)|要(?!是|么|不)|打算|准备|计划|希望|考虑"
    r"|\b(?:want|wish|hope|plan|need|would like"
    r"|'d like|'d rather|would rather|looking (?:for|to)|interested in|sav(?:e|ing)"
    r"|thinking (?:of|about))\b"
)
_CHANGED_MIND = re.compile(
    r"(?:改|变|改变)了?(?:主意|想法|计划)|换个(?:目标|想法|打算)|(?:还是|不如)(?:先|改)|不(?:是)?[^，。,.]{1,8}了[，,]"
    r"|(?:先|就)不(?:管|考虑|想|要)了|先(?:别|不)管"
    r"|\bchang\w* (?:my|our) minds?\b|\binstead\b|\bforget (?:about )?(?!to\b|how\b|what\b)\w+"
    r"|\brather (?:buy|save|have|put|invest|get|borrow|pay|plan)\b"
    r"|\bno longer\b|\bnot any ?more\b"
)
_FAULT = re.compile(
    r"(?<!没)(?<!没有)(?:有|有点|有些)(?:错|误|问题|出入|偏差|不对|不准|不符)"
    r"|(?:不|没)(?:太|大|怎么|完全|全|是很|是太|那么|够)?(?:对(?!不)|准|正确|准确|符合|一样)"
    r"|(?:写|填|记|弄|搞|听|理解)(?:得)?(?:错|岔|偏|反)|(?:想|要|得|需要)(?:改|修改|更正|调整|纠正)"
    r"|\b(?:wrong|incorrect|inaccurate|mistaken?|errors?|mix-?up|off|not quite|not exactly)\b"
    r"|(?:\bnot|n't)(?: \w{2,10}){0,2} (?:right|correct|accurate|true|match)\b"
    r"|\b(?:fix|change|correct|amend|edit|adjust|update) (?:some|one|a|it|this|that|part|my)"
)
_NO_FAULT = re.compile(
    r"没(?:有|什么|啥)*(?:地方|哪里|需要)?(?:错|问题|毛病|要改|不对|不准)的?"
    r"|不(?:用|必|需要|想|要)(?:再)?(?:改|修改|更正|调整)|对不对"
    r"|\b(?:(?:i )?(?:don't|can't|do not) (?:see|find) any(?:thing)?|there's nothing|nothing|not"
    r"|no|there isn't anything)(?: is| was)? "
    r"(?:wrong|errors?|mistakes?|off)\b"
    r"|\b(?:nothing|no need) (?:needs |else )?(?:to (?:be )?)?(?:fix|chang|correct)\w*"
)
_OBJECTS = frozenset(
    words(
        "授权 同意 接受 需要 确认 继续 对 是 中 愿意 好 consent agree accept right good proce"
        "ed continue"
    )
)


def accepts_offer(text: str) -> bool:
    """Whether an answer to "would you like to talk to someone?" says so: 要, 安排吧, "I'd like to".

    No consent: what is wanted here is asked for its consent afterwards.
    """
    return bool(_WANTS.fullmatch(fold(text).strip()))


def is_question(text: str) -> bool:
    """Whether a message asks something, by its mark, its words or its particle."""
    plain = fold(text).strip()
    if not plain:
        return False
    if "?" in plain or "？" in plain:
        return True
    zh = _QUESTION_ZH.search(plain)
    if zh and not _NO_QUESTION_ZH.search(plain):
        return True
    return bool(_QUESTION_EN.search(plain)) and not _NO_QUESTION_EN.search(plain)


def is_request(text: str) -> bool:
    """Whether a message wants something of us: a recommendation, a choice, a promise, a person.

    For what is no question by its form: 推荐一只股票给我, "just tell me which", "you choose".
    """
    return bool(_REQUEST.search(fold(text)))


def is_unknowing(text: str) -> bool:
    """Whether the whole message says that the client does not know: 我不知道呢, "no idea"."""
    return bool(_UNKNOWING.fullmatch(fold(text).strip()))


def is_reticent(text: str) -> bool:
    """Whether the whole message declines to answer: 不想说, "I'd rather not say"."""
    return bool(_RETICENT.fullmatch(fold(text).strip()))


def skips(text: str) -> bool:
    """Whether a message has a word by which a question is left out: 下一题, "leave it blank"."""
    return bool(_SKIPS.search(fold(text)))


def language_wished(text: str) -> Literal["zh", "en"] | None:
    """The language that a message asks for, in either: 请用英文, "can we speak Chinese".

    Only where it asks for nothing else. "I speak English" and 你会说英文吗, which ask whether it
    could be done, ask for it as well.
    """
    said = fold(text).strip()
    if len(said) > _LONGEST_WISH:
        return None
    for language, patterns in _WISHES:
        if any(pattern.fullmatch(said) for pattern in patterns):
            return language
    return None


_LONGEST_WISH = 80


def wishes(text: str) -> bool:
    """Whether a message says that something is wanted: 想买房, "we'd like to save for a home"."""
    return bool(_WISHES_FOR.search(fold(text)))


def changes_mind(text: str) -> bool:
    """Whether a message gives up what was wanted for something else: 改主意了, "instead"."""
    return bool(_CHANGED_MIND.search(fold(text)))


def finds_fault(text: str) -> bool | None:
    """Whether a message says that what was read back is not all right (有个地方不对, "something is
    wrong"), or that there is nothing wrong with it (False); None where it says neither.

    What may also name or tell the right value is to be looked at first.
    """
    plain = fold(text)
    if is_question(text):
        return None
    rest = _NO_FAULT.sub(" ", plain)
    if _FAULT.search(rest):
        return True
    none_left = not _PUNCTUATION.sub("", _FILLER.sub(" ", _AFFIRM.sub(" ", rest)))
    return False if rest != plain and none_left else None


def corrected_to(text: str) -> str:
    """What stands behind the last words that take something back: 一半，不对，大部分."""
    return hedges.behind_correction(fold(text))


def is_correction(text: str) -> bool:
    """Whether a message corrects something said before: 说错了, I meant, 不对，是…"""
    return hedges.is_correction(fold(text))
