"""Words beside a share that make it no greatest loss: a gain, what is refused, expected, asked."""

from __future__ import annotations

import re

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
_FILL = re.compile(
    r"大概|大约|差不多|左右|上下|应该|可能|估计|也许|起码|至少|我们?|个人|自己|家里|公司|单位|的话|样子|心里|目前|现在|暂时|一般"
    r"|百分之?|个?点|[之以]内|以下|以上|之间|不到|不足|就是|觉得|底线|极限|限度|范围|风险|承受力?|选项?|说|想|填|写|第"
    r"|[吧啊呢了的嘛呀啦呗哈嗯哦呃就也都才是得有还再先约近半多来整好到至成这那个选不行最大小要在一二两三四五六七八九十百千万块元剩余留]"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_FEW = 3
"""So many characters say something of their own."""


def speaks(rest: str) -> bool:
    """Whether the words around a share say something of their own: 我有30%是借来的."""
    return len(_HAN.findall(_FILL.sub("", rest))) >= _FEW
