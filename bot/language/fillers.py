"""Words that go with a plain answer to a question about money and make it nothing else."""

from __future__ import annotations

import re

from bot.language.wordlist import words

_ZH = re.compile(
    r"怎么(?:着|样)?也得?|嗯+|哈+|大概|大约|差不多|左右|上下|将近|接近|好像|应该|可能|估计|估摸|至少|最少|起码"
    r"|最多|顶多|不?超过|出头|以上"
    r"|以内|之间|往上|的样子|我们?|咱们?|家里?|全家|两口子|夫妻俩?|我俩|老婆|老公|手[上里头边]"
    r"|现在|目前|今年|去年"
    r"|一共|总共|全部|所有|加起来|加一起|加一块儿?|爱人|媳妇儿?|合计|可以|拿出?来?|动用|块钱?|税[前后]|到手|算下来"
    r"|下来|总体|整体|准备|打算"
    r"|需要|就行|就好|暂时|具体|其实|不多|毛估|刚才|剩下?|少于|低于|平均|不对|说错|[打写]错|应该"
    r"|[哦额呃啊呢吧了的嘛呀啦那就也都还约近小和跟与有是为算能只个万元整每一年净全这样说讲放投存里上来想要借贷够行先才嘿哎唉下"
    r"左右在间到不止均您你好错刚而]"
)
_EN = frozenset(
    words(
        "i we my our me it its it's i'd i'm i've we've we'd that that's is am are be was say about"
        " around roughly approximately approx maybe probably perhaps think guess reckon or so ish"
        " well um uh er hmm mm like just only right now currently at the moment have got has in all"
        " total altogether together two of us between both please thanks ok okay yes yeah yep a an"
        " the least most up to no more than over nearly almost close somewhere region save need"
        " want would could can invest borrow year years annual annually per each every after before"
        " tax net gross last this worth money let see put actually honestly exactly answer amount"
        " left plus mean meant sorry oops typo not rather instead meaning wife husband partner and"
        " make made earn bring home saved savings cash liquid mil rmb dollar dollars bit little tad"
        " shy under for he get"
    )
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FEW_HAN, _FEW_WORDS = 5, 3


def only_fillers(rest: str) -> bool:
    """Whether the words around a sum are such as go with an answer, but for a few.

    `rest` is a clause without its sums. A clause with more of its own to say speaks of
    something that is not known here, so its sum is to be asked about.
    """
    foreign = sum(1 for word in _WORD.findall(rest) if word not in _EN)
    return foreign <= _FEW_WORDS and len(_HAN.findall(_ZH.sub("", rest))) <= _FEW_HAN


_BESIDE = (
    "大概|大约|差不多|左右|上下|应该|可能|估计|也许|起码|至少|我们?|咱们?|家里|公司|单位|的话|样子|目前"
    "|现在|暂时|一般"
)
_SIGNS = "[吧啊呢了的嘛呀啦呗哈嗯哦呃就也都才是得有还再先约近半多来整好]"
"""Chinese that stands beside any value of an answer and says nothing of its own."""
_HAN = re.compile(r"[\u3400-\u9fff]")


def beside(more: str) -> re.Pattern[str]:
    """What says nothing beside a value: the words that never do, and `more` of a question's."""
    return re.compile(f"{_BESIDE}|{more}|{_SIGNS}")


def tells(rest: str, nothing: re.Pattern[str], few: int) -> bool:
    """Whether the words around a value tell something of their own: `few` characters or more are
    left without what says `nothing`."""
    return len(_HAN.findall(nothing.sub("", rest))) >= few
