"""Words that keep a free answer from being accepted: agreeing, asking, hesitating, denying."""

from __future__ import annotations

import re

_AGREEING_ZH = (
    "好的?吧?|好好|是的?|对的?|行吧?|可以的?|没问题|没意见|同意|随便|都行|都可以|都好|无所谓"
    "|[你您][定选]|[你您]说了算|听[你您]的|[你您]?看着办|任意|哪个都行|哪个都可以|谢谢"
    "|(?:你们?|您)?(?:帮我|替我|给我)(?:选|挑|定|填|决定)(?:一?个|一下)?"
    "|[你您](?:觉得|认为|推荐)呢?|推荐一?个?"
)
_AGREEING_EN = (
    "ok|okay|okey|yes|yeah|yep|yup|sure|right|fine|all right|alright|of course|sounds good|agreed?"
    "|i agree|good|great|correct|exactly|absolutely|definitely|certainly|true|thanks|thank you"
    r"|(?:please\s+)?(?:just\s+)?(?:you\s+)?(?:pick|choose|decide|select)"
    r"(?:\s+(?:one|any|something|for me|one for me))*"
    "|whatever|whichever|any|anything|any of them|up to you|you tell me|i don't mind|don't care"
    "|i don't care|it doesn't matter|doesn't matter|no preference|either|either one"
    "|whatever you (?:think|say|like)|what you (?:think|recommend|said)|your call"
    "|you're the expert"
)
AGREEMENT = re.compile(
    rf"(?:嗯|哦|噢|喔|啊|那|就|我|好像)*(?:嗯|{_AGREEING_ZH}|{_AGREEING_EN})"
    r"(?:吧|啊|呀|呢|了|的|哈|哦|please|thanks|then|\s|[,，.。!！~、]|好|可以|行|yes|ok|sure)*"
)
"""Whole texts that agree or leave the choice to us."""

ASKS = re.compile(
    r"[?？]\s*$|(?:吗|么)[。.!！]?$"
    r"|(?:^|(?<=[，,。；]))(?![^，,。；]*(?:还有|还没|还早|还得|还在|才|着)[^，,。；哪啥谁几什]*呢)[^，,。；]*(?<!风)呢[。.!！]?$"
    r"|什么意思|是什么(?!都)|什么是|(?<![没出])有什么|为什么|为啥(?!不)|怎么算"
    r"|(?<!知道)(?<!明白)(?<!清楚)(?<!懂)怎么回事|区别(?!.{0,5}(?:知道|懂|清楚|分))|能不能|可不可以|算不算|算[^，,]{1,6}不$|是不是|[能会]有多[高大少久长]|有没有$|哪个(?:好|强|划算|更)"
    r"|^what(?:'s)?(?: (?:is|are|do|does|did|would|should|if|about|kind|sort|happens|counts|can"
    r"|will|else|have|lines?|chance|do|to))?\b(?! (?:my|the|i|we|comes|bought)\b)"
    r"|^(?:why|which|who|does|do you|is it|is there|are there|can i|can you"
    r"|could you|should i|would you|will it|will rates)\b"
    r"|^is .{3,30} (?:better|safer|worth)\b"
    r"|^how\b(?! (?:the|we|i|our|my|they|their|people)\b)"
    r"|^(?:when|where)(?:'s)?(?:$| (?:do|does|did|will|would|can|could|should|shall|is|are|was|were"
    r"|am|must|may|might)\b)"
)
"""Questions: they answer nothing."""

UNDECIDED = re.compile(
    "(?<!看)看情况|看行情|视情况|分情况|不好说|说不好|说不准|说不清|没想好|没想过|还没想|不确定|拿不准"
    "|(?<!主)要看(?!个?(?:病|牙|医))|得看(?!个?(?:病|牙|医))"
    "|纠结|两可|一言难尽|换个问题|跳过|不想说|不方便"
    r"|\b(?:depends?|not sure|unsure|can't decide|undecided|no idea|don't know|dunno|hard to say"
    r"|never thought|haven't thought|haven't decided|no decision|not (?:yet )?decided"
    r"|still open|skip|rather not say|prefer not|either way)\b"
)
"""Hesitation, and wishes to leave the question."""

INTENDED = re.compile(
    "想|打算|准备|计划|考虑|(?<!主)要买|将来|以后|差点|听说|听过|了解过"
    r"|\b(?:want(?:ed)? to|would like|i'd (?:like|rather)|plan to|planning|going to|interested in"
    r"|thinking|hope to|heard of|nearly|almost|about to|read about|looked into)\b"
    r"|\bmy (?:husband|wife|brother|sister|father|mother|friend|son|daughter)\b"
)
"""Plans, and what others hold: no experience of one's own."""

DID = re.compile(
    r"[买炒做投存玩持](?:过|了|着)|定投|持有|[亏赚套](?:过|了)|[年就来直]炒|就[买做存玩]"
)
"""Words that tell of what was done, where experience is asked for."""

NEGATIVE = re.compile(
    "(?<!差)不(?!错|过|同|少|管|断|久|仅|光|论|动产|得不)|没(?!问题|关系|多久|几[个天年月周])"
    "|(?<![特级区差分个性类])别(?!的|人|处|墅|家)|无(?!所谓|论|非|疑)"
    r"|\b(?:not|no|never|nothing|nobody|without|none)\b|n't\b"
)
"""Any denial at all."""

TWO_SIDED = re.compile(
    r"但是?|(?<![跑比敌拼赶斗说])不过|可是|然而|要么|或者|还是|否则|\b(?:but|or|however|unless|although)\b"
)
"""Two sides of a thought, of which only one may have been understood."""

GAIN_OR_LOSS = re.compile(
    r"赚|收益|涨|好时|亏|赔|跌|差时|\b(?:gain|up|make|earn|return|plus|los[est]|losing|loss|down|minus)"
)
"""Words that say which of two figures is meant."""

STARTED = re.compile(
    r"开始|入市|入行|起步|开户|入的?坑|年前起|第一[只笔支个单]"
    r"|\b(?:start|began|begun|got into|opened|first|never stopped)"
)
"""Words that make "seven years ago" a length of time."""

SLIGHTLY = re.compile(
    r"出头|\b(?:just|(?:a )?(?:bit|little|tad|shade|touch)|slightly|barely)\s+(?:over|above|more)"
)
"""Words that keep what is over a figure close to it."""

ABOUT = re.compile(
    r"大概|大约|差不多|左右|上下|约莫|来年|的样子|光景"
    r"|\b(?:about|around|roughly|approximately|or so|or thereabouts|give or take|more or less|ish"
    r"|some(?= (?:\d|ten|five|two|thirty|fifty)))\b"
)
"""Words that leave open on which side of a figure the truth lies."""

TOO_MUCH = re.compile(
    r"跳楼|要命|就(?:要|得|会|想)?(?:卖|跑|撤|割肉|赎回|清仓)|太[多大高狠]|[受忍]不了|不行|不能接受|不敢|不可能|睡不着|嫌多|吓人|吃不消|不能[亏跌掉少]"
    r"|\b(?:too much|too many|more than i can|not even|(?:i|we)(?:'d| would|'ll) (?:sell"
    r"|pull (?:it|everything|my money)|bail|panic)|i'm out|can(?:'t|not) (?:take|be)"
    r"|couldn't (?:take|bear|be)"
    r"|would(?:n't| not) (?:take|do)|keep me awake|scary|crazy|out of the question|no way"
    r"|unacceptable|no chance|unthinkable)\b"
)
"""Words that name a figure in order to refuse it."""

ANY_MORE = re.compile(
    r"再多|再跌|再亏|超过|多于|以上"
    r"|\b(?:any ?more|more than|over|above|beyond|anything past)\b(?! i can)"
)
"""Words that make what is refused begin beyond the figure, so that the figure is the limit."""

ONCE = re.compile(
    r"去年|前年|上次|上回|以前|(?<!腰斩)之前|曾经|当年|现在(?:已经)?亏|亏着"
    r"|\b(?:last (?:year|time|month)|before|once lost|already|used to|in 20\d\d|i'm sitting on)\b"
)
"""Words that tell of a loss that was made, which is no limit for the next."""

AND_MORE = re.compile(r"多|\bodd\b")
"""What says within a value that it is a little more."""

OPEN_ENDED = re.compile(r"再多也|更多也|\b(?:or|even) more\b")
"""Words after which a figure is no limit."""

REMAINING = re.compile(r"(?:剩下?|还有|余)(?:个)?$")
LEFT_OVER = re.compile(r"\s?(?:left|remain)")
"""Words before and after a percentage that is what remains, and not what is lost."""

PARTS = re.compile(r"一部分|其余|剩下的|也许.+也许|\b(?:the rest|part|some of it)\b")
"""Words that set two values side by side, each for a part of the money."""

DEGREE = re.compile(
    r"(?:很|极|极度|极其|非常|超|顶级|特别|偏|有点|稍微|不太|半)$"
    r"|\b(?:very|extremely|exceptionally|extreme|rather|fairly|slightly|lean|above|below|upper|lower)\s$"
)
"""Words before an option's own word that may turn it into the next option."""
