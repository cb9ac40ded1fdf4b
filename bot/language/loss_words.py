"""Words of losses: that one is meant, borne or refused, and what makes a share none: a gain, what
is past, expected, asked."""

from __future__ import annotations

import re

from bot.language import fillers

LOSS = re.compile(
    r"亏|止损|损失|跌|赔|波动|回撤|缩水|下行|蒸发|浮亏|\b(?:los[es]|lose|losing|loss|losses|drop"
    r"|drops|down"
    r"|drawdowns?|fall|falls|fell|decline|declines|dip|dips|hit|downside|swings?|volatility|minus"
    r"|crash|shrink|wiped? out)\b"
)
OTHER_SHARE = re.compile(
    r"[是靠]借|投(?!资)(?=[^，。,.亏]{1,3}成|[^，。,.亏]{1,4}[%％])|概率|几率|机会|可能性|收益|回报|年化|利息|利率|涨|赚|仓位|占|配置|比例|通胀|手续费|管理费|费率|税|首付|存款利"
    r"|股息|分红"
    r"|\b(?:returns?|gains?|yields?|interest|profit|apr|apy|growth|grow|inflation|fees?|tax"
    r"|in (?:stocks"
    r"|bonds|shares|equities|cash|funds|crypto|gold)|of my (?:money|portfolio|savings|income|salary"
    r"|wealth|assets|pay)|allocation|down ?payment|deposit|dividends?|sure|certain)\b"
)
NOTHING = re.compile(
    r"一(?:分(?:钱)?|个子儿?|个铜板|毛(?:钱)?|块钱|厘)(?:都|也)?(?:不能|不可以|不想|不愿|不许|不准|不要|别)(?:亏|损失|少|赔"
    r"|丢)|一(?:点|毛|毛钱|点点|丝)(?:都"
    r"|也)?(?:不想|不能|不可以|不愿意?|接受不了|不接受|承受不了)(?:亏|损|赔|少)?"
    r"|(?:不能|不可以|不接受|不愿意?|绝不能?|不允许|接受不了|承受不了|承担不起|受不了"
    r"|不想有|不能有|不要有)(?:接受|承受|承担|有)?(?:任何|一点"
    r"|一丁点|丝毫|半点|哪怕一点)(?:的)?(?:本金)?(?:亏|损)"
    r"|(?:不能|无法|不可以|不愿意?|绝不)接受(?:本金)?的?(?:亏损|损失|亏本)"
    r"(?![0-9一二三四五六七八九十两百])(?!超|太|过|在|大|多|的)"
    r"|亏一[点丝分毛](?:儿|钱)?(?:都|也)(?:不行|不可以|不干|不能|受不了|不答应)"
    r"|本金(?:必须|一定要?|要|得)保住|(?<!能)不能有(?:亏损|损失)(?![太过很较])"
    r"|本金少一分(?:钱)?[^，。,.]{0,4}(?:不干|不行|不能|不要)|一[点分](?:钱)?(?:都|也)?亏不起"
    r"|一分(?:钱)?(?:都)?不亏|(?:本金)(?:一分|绝对|完全|必须)?(?:不能|不可)(?:少|亏|动|有损|损失|受损)|(?:绝对"
    r"|完全|坚决|千万)?不能亏(?:本金?|钱"
    r"|损)(?!太|超|得太|失太)|零亏损|零损失|0亏损|0损失"
    r"|\b(?:can't|cannot|can not|couldn't|don't want to|not willing to|unwilling to"
    r"|can't afford to|could not|won't accept|not prepared to|not ready to)(?: afford to"
    r"| bear to| to)? (?:lose|losing|accept|take|have"
    r"|tolerate)(?: even)? (?:a (?:single )?(?:cent|penny|dime|dollar|yuan|thing)"
    r"|any(?:thing| money| of it| loss(?:es)?| principal| of my (?:money|principal"
    r"|savings))?|one (?:cent|penny)|my principal)(?! more)"
    r"|\bno loss(?:es)?(?: at all| whatsoever)?\b|\bzero loss(?:es)?\b"
    r"|\b(?:don't|do not) want (?:to see )?any loss(?:es)?\b"
    r"|\bnot (?:even )?(?:a (?:single )?|one )(?:cent|penny|dime)\b(?! (?:more|over|above))"
    r"|\b0% loss\b"
)
NOTHING_ASKED = re.compile(
    r"\W*(?:我|那|就|嗯|反正|绝对|肯定|一定|千万|i'd say|i|well|honestly|absolutely)*\W*"
    r"(?:不能亏本?|亏不起|亏不得|零|0|一点(?:也|都)?不(?:行|能|可以)|nothing|nowt|zilch|nil|nada|zero|none"
    r"|no loss(?:es)?)"
    r"(?:吧|的|了|呢|啊|at all|please|really|really none|whatsoever|[,，。.! ])*"
)
ALL_ASKED = re.compile(
    r"(?:全部?|都|亏)+光了?(?:也|都)?(?:行|可以|没事|没关系|无所谓|认)|(?:全亏|亏完)了?(?:也"
    r"|都)?(?:行|可以|没事|认)"
    r"|^\W*(?:everything|all of it|the lot|it all)\b|\blose (?:it all|everything)\b"
)
ALL = re.compile(
    r"(?:亏光|亏完|赔光|打水漂)了?(?:我)?(?:也|都)(?:不眨眼|不眨一下眼|不心疼|无所谓|没关系|认了|没事|可以接受)"
    r"|\bwouldn't (?:bat an eye(?:lid)?|mind|care|worry|lose sleep) (?:if|even if) (?:i"
    r"|we) lost (?:the lot"
    r"|it all|everything|all of it|every penny)\b"
)
"""All may be lost, said without being asked."""
SOFT_NOTHING = re.compile(
    r"(?:要|必须|只要|想|得|能)保本|保本(?:就行|最重要|第一|保息)|不能亏(?:$|[，。,.!！])"
    r"|不想亏(?!太)|怕亏"
    r"|\b(?:don't want to lose(?: money)?(?=$|[,.;!])|capital (?:protected|guaranteed"
    r"|preservation)|must not lose|principal (?:must be|protected|guaranteed))\b"
)
ACCEPT = re.compile(
    r"最多|顶多|至多|(?<!不)可以|(?<![不可])能(?!不能|不)|(?<!不)接受(?!不)|(?<!不)承受(?!不)"
    r"|容忍|忍受|扛得[住下]|受得[了住起]|吃得消|顶得住|挺得住|看得开|睡得着"
    r"|能扛|不超过|以内|之内|上限|底线|无所谓|没事|没关系|不介意|问题不大|没问题|止损|封顶|认了|不慌|也认(?=$|\W)"
    r"|还行|也行"
    r"|控制在|不怕|不眨(?:一?下?)眼|(?<!再)(?:不会|也不|都不|不)(?:动它?|卖|割|撤|跑|赎回)(?=$|\W)|拿着|装死|(?<!不)行(?!情|业)|没啥|没什么"
    r"|\b(?:up to|at most|at worst|can|could|tolerate|accept|acceptable|handle|stomach|okay|ok|fine"
    r"|max|maximum|limit|comfortable|willing|bear|live with|put up with|won't mind|wouldn't mind"
    r"|don't mind|prepared to|no problem|no big deal|manageable|cap)\b"
)
TOLERATES = re.compile(r"承受|容忍|\b(?:tolerate|stomach)\b")
BEARS = re.compile(r"接受|承受|容忍|忍受|\b(?:accept|tolerate|handle|stomach|bear|live with)\b")
REJECT = re.compile(
    r"(?:觉得|有点|偏|嫌|也太?)(?:高|多|大)|还是算了|不答应|没门|受不了|受不住|不行|睡不着|接受不了|不能接受|无法接受|不接受|承受不了|扛不住|忍不了|太多"
    r"|太大|太高"
    r"|不可以|不能(?!超|大|多|高)|不愿|不想|慌|难受|心疼|肉疼|崩溃|吓|焦虑|不舒服|太狠|不干"
    r"|吃不消|顶不住"
    r"|跳楼|要命|发疯|就(?:要|得|会|想)?(?:卖|跑|撤|割|赎回|退出|走|哭|完)|不太行|够呛"
    r"|\b(?:can't|cannot|couldn't|could not|not|won't|wouldn't|never|too much|too far|too high"
    r"|panic"
    r"|sell|nervous|sleep|unacceptable|scared|scare|hurts?|kill|ruin|uncomfortable|no way|i'm out"
    r"|freak"
    r"|worry|worried|worries|painful|disaster|hate)\b|n't\b"
)
NOT_REJECT = re.compile(
    r"\b(?:no problem|wouldn't mind|won't mind|don't mind|not a problem|not worried|wouldn't worry"
    r"|won't panic|wouldn't panic|not (?:be )?(?:too )?(?:bad|bothered|bother)|no big deal"
    r"|(?:wouldn't|won't|doesn't|don't) (?:bother|scare|faze|kill|hurt|worry)"
    r"|not the end of the world|can't complain)\b|不怕|不介意|不至于|不会(?:慌|怕|睡不着|在意|卖)"
)
AT_MOST = re.compile(
    r"(?:不能|不要|别|不得|不可以|不允许|不可|不想)[^，。,.]{0,8}(?:超过|大于|多于|高于|超)"
    r"|不超过|最多"
    r"|顶多|至多|以内|之内|上限|封顶|控制在|底线|止损|顶天|是(?:我的?)?(?:极限|底线|上限)|极限"
    r"|撑死|实在不行|大不了"
    r"|\b(?:at a push|at a pinch|(?:is )?as far as (?:i|we)|(?:is|that's|be) (?:about )?(?:the"
    r"|my) (?:most|limit|maximum))\b"
    r"|\b(?:no more than|not more than|at (?:the )?(?:very )?most|up to|max|maximum|at worst"
    r"|limit|cap)\b|\b(?:can't"
    r"|cannot|couldn't|could not|not|won't|wouldn't|don't want|never"
    r"|n't)\b[^,.;]{0,36}\b(?:more than|over|beyond|above|exceed)\b"
)
LINE = re.compile(
    r"^[^,.;0-9]{0,16}\b(?:where (?:i|we)(?:'d| would)? (?:draw the line|stop)|as far as (?:i"
    r"|we)(?:'d| would) go"
    r"|(?:the )?(?:most|worst) (?:i|we)(?:'d| would| could| can))\b"
)
BEYOND = re.compile(
    r"(?:超过|超|大于|多于|高于|过了|\b(?:over|more than|above|beyond"
    r"|exceeding))了?\s?$"
)
DONE = re.compile(
    r"去年|前年|上次|上回|前阵子|以前|之前|年轻的?时候?|年轻那会儿?|早些年|早年|曾经|那年|那会儿?|当年|当时|已经|账面|今年[^，。]{0,3}(?:亏|跌)"
    r"|(?:现在|目前|眼下|如今)[^，。]{0,6}(?:亏|跌)(?!损|到|[1-9]%?以内)|(?:亏|套|跌)着|还浮亏|"
    r"\b(?:lost|last (?:year|time|month)|previously|used to|was|were|been|i'm down|am down|is down"
    r"|are down|have dropped|dropped|has fallen|had fallen|in (?:19|20)[0-9]{2}|once)\b"
)
AND_COULD = re.compile(
    r"\b(?:and|but)\b(?: (?:i|we)(?:'d)?)? ?(?:could|can|would|might)? ?(?:lose|accept|take"
    r"|bear|live with|handle|stomach)\b[^,.;]*$"
)
TURN = re.compile(r"\b(?:but|however|though|although)\b|但是?|不过|可是|然而")
KEEPS = re.compile(
    r"(?:保住|保证|保留|剩下?|留住|守住|不低于|回本)[^，。,.]{0,6}$|本金[^，。,.]{0,4}(?:至少"
    r"|不能低于|要有|还有)[^，。,.]{0,4}$"
    r"|\b(?:keep|keeping|preserve|preserving|have|still have|left with"
    r"|remain)\b[^,.;]{0,12}\b(?:at least|minimum)?\s?$"
)
"""What shall be left is no loss: 至少保住九成."""
NOT_EVEN = re.compile(r"\bnot even\s$")
DID = re.compile(r"(?:亏|跌|赔|损失|回撤)(?:了|过|掉(?=了|$|，))")
COULD = re.compile(r"最多(?!的|时)|\b(?:could|can|would|up to|at most)\b")
WILL_IT = re.compile(
    r"会(?:不会|亏|跌|损|赔)|有没有可能|可能(?:会)?亏|吗|是不是|\b(?:would|will|could|can|might"
    r"|do) "
    r"(?:i|it|we|you|they) (?:lose|drop|fall)|\bpossible\b|\blikely\b|\bchance\b|\brisk of\b"
)
FINE = re.compile(
    r"(?:可以|能|还能|也能|都能|也|都|就)?(?:接受|承受|受得[了住]|没事|没关系|无所谓|可以|(?<!银)行|没问题|ok"
    r"|认了|扛得住)(?!不|吗|的话)"
    r"|\b(?:okay|ok|fine|acceptable"
    r"|can handle|could handle|can live with|could live with|no problem|comfortable|won't panic)\b"
)
COMPARED = re.compile(r"比[^，。,.]{1,12}(?:少|低|差|高|多)[^，。,.]{0,3}$")
"""What is less than something else is: 比定期少一两个点."""
GAINS = re.compile(r"赚|利息|收益|利润|盈利")
GIVES_BACK = re.compile(r"(?:退|返|给|还|补|付|赔(?=我|给))(?:给?[我你]|回|个)*\s?$")
"""What comes back of the money is not what may be lost."""
MILD = re.compile(r"难受|心疼|肉疼|不舒服|慌|止损|撤|卖|割(?!我)|跑|退|行|可以|接受|认")
"""What follows from a loss that is just borne, or where the client draws the line."""
NOT_EXPECTED = re.compile(
    r"(?:不至于|不会|不可能|不见得|总不能|哪会|哪能|怎么会|应该不)[^，。,.]{0,4}(?:亏|跌|赔|损失|掉|缩水)[^，。,.]{0,3}$"
)
"""What is not thought to happen is no limit: 不至于亏到一半吧."""
NOT_SO_FAR = re.compile(
    r"(?:不能|别|不要|不想|不可以|不许)(?:让它|给我|再|真)?(?:亏|跌|赔|损失|掉|缩水)(?:到|掉|去|成)?\s?$"
)
OR_NOT = re.compile(r"(?P<q>[\u4e00-\u9fff]{1,2})不(?P=q)|是什么|什么概念|什么意思|是多少")
"""合适不合适: a question without a mark."""
THEN = re.compile(
    r"[，,]?[^，。,.]{0,3}就(?!行|可以|好了?$|算了|认了?|当|够|停|止|到[头顶底]|是(?:我的?)?(?:极限|底线|上限)|随|拿着|接着|补|加)"
)
"""What follows from a loss that is too great: 亏一半我就得离婚."""
MORE_IS = re.compile(r"\W*(?:再?多了?|超过|过了|再往上|再高)")
"""三四个点，多了睡不着: what is more is refused."""
NEVER = re.compile(r"(?:觉得|有点|偏|嫌|也?太)(?:高|多|大)|还是算了|不答应|没门|休想|免谈|想都别想")
RIGHT = re.compile(
    r"\W*(?:结果|后来|没想到|谁知)"
    r"|\W*(?:对|是)(?:吧|不对|不是|吗)|[^，。,.]{0,8}(?:写|说|标|讲)(?:的|着)(?:$|\W)"
)
"""Behind what is said: a question whether it is so, or who said it."""
BY_TIME = re.compile(r"[年月](?:内|期|以内|之内|里|的话)")
"""Words by which a loss holds for one length of time, where another stands beside it."""
AT_TIMES = re.compile(
    r"有时|有的时候|大盘|指数(?!基金)|股市|(?:那|这|另)一?(?:部分|块(?!钱)|份)|的部分"
)
"""Words by which a share holds for a part of the money, or of the time."""
_ASIDE = fillers.beside(
    "个人|自己|心里|百分之?|个?点|[之以]内|以下|以上|之间|不到|不足|就是|觉得|底线|极限|限度|范围"
    "|风险|承受力?|选项?|[说想填写第到至成这那个选不行最大小要在一二两三四五六七八九十百千万块元剩余留]"
)
_FEW = 3
"""So many characters say something of their own."""


def speaks(rest: str) -> bool:
    """Whether the words around a share say something of their own: 我有30%是借来的."""
    return fillers.tells(rest, _ASIDE, _FEW)
