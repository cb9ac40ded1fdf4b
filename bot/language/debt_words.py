"""Words by which people say how what they own stands to what they owe."""

from __future__ import annotations

import re

_HEAVY = (
    r"负债累累|债台高筑|一屁股债|欠(?:了)?(?:很多|不少|一大笔|一堆)(?:钱|债|外债)?"
    r"|欠(?:了)?银行一大笔|债务缠身",
    r"拆东墙补?西墙|以贷养贷|以卡养卡|资不抵债|外债很多|还不上|还不过来|还不起(?:债|贷|钱|了)|(?:债|贷款)越[滚欠借]|入不敷出"
    r"|(?:房贷|月供|车贷|贷款|债)[^。；]{0,16}压力山大|还得(?:很|非常|特别|好)?吃力",
    r"(?:月供|房贷|还款|还贷|债务|贷款|负债)的?压力(?:很|太|特别|非常|挺|比较|有点|蛮)?(?:大|重)",
    r"负债(?:很|较|比较|太|特别|挺)(?:多|重|高)|债(?:很|太|特别)多|被?(?:房贷|贷款|债)压得",
    r"\b(?:deep(?:ly)? in debt|drowning in (?:debts?|loans?|loan repayments|bills)"
    r"|heavily in debt|lots? of debt"
    r"|a lot of debt|heavy debts?|(?:so|too) much debt|buried in debt|up to (?:my|our) (?:ears"
    r"|eyes|eyeballs|neck) in debt"
    r"|debts? (?:is|are) (?:out of control|crushing|overwhelming|killing (?:me|us))"
    r"|can't keep up with (?:my|our|the) (?:debt|loan|payment|repayment)s?"
    r"|(?:behind|late) (?:on|with) (?:my|our|the) (?:mortgage|loans?|payments|repayments|bills"
    r"|debts?|cards?)"
    r"|can't (?:pay|repay|service) (?:my|our) (?:debts?|loans?)|loans are piling up"
    r"|debt collectors|owe more than (?:i|we) (?:own|have|earn)|(?:can't"
    r"|cannot) (?:even )?(?:make|afford|meet) the (?:minimum|repayments|payments)"
    r"|more debts? than (?:i|we) can|in over (?:my|our) heads?"
    r"|struggl(?:e|ing) (?:with|to repay|to pay)[^,.;]{0,16}(?:debt|loan|mortgage)s?|maxed out)\b",
)
_EVEN = (
    r"收支(?:大致|基本|差不多|刚好|正好)?(?:相抵|平衡|持平|打平)|进出(?:基本|差不多)?持平"
    r"|月光(?!宝盒|下)|[刚正]好够花|刚够花|(?:刚好|正好|勉强)(?:够|覆盖|抵得上?)(?:日常)?(?:花销"
    r"|支出|开销|开支)",
    r"攒不下(?:什么)?钱|存不下(?:什么)?钱|挣多少花多少|赚多少花多少|一分钱?都?不剩|月月(?:见底|光"
    r"|精光)"
    r"|(?:工资)?到手就没",
    r"(?:每个?月|月底|还完[^，。]{0,6})[^，。]{0,6}(?:不剩|剩不下|没剩|精光|所剩无几)",
    r"还完(?:月供|房贷|车贷|贷款|信用卡)[^，。]{0,6}(?:白干|没了|精光|见底|所剩无几)",
    r"\b(?:paycheck to paycheck|pay ?check to pay ?check|hand to mouth|month to month financially"
    r"|(?:about |just |roughly )?break(?:ing)? even|make ends meet|making ends meet"
    r"|every (?:penny|cent|dollar) goes (?:on|to)|(?:don't|never) (?:manage to )?save anything"
    r"|what comes in goes (?:straight |right )?out|spend (?:about |roughly )?as much as (?:i"
    r"|we) (?:earn|make)"
    r"|spend (?:everything|all|all of what|what|whatever) (?:i|we) earn"
    r"|everything (?:i|we) (?:earn|make) goes (?:on|to|towards)"
    r"|(?:pay|salary|money|wage)(?:'s| is) (?:all )?gone by (?:the )?(?:end|last|month)"
    r"|(?:come|comes|coming) out even|left with (?:zero|nothing)|bills match (?:my|our) income"
    r"|there's nothing left(?: over)?|nothing left (?:over )?at the end of the month"
    r"|can't (?:really )?save anything)\b",
)
_SAVES = (
    r"(?:每个?月|每次发工资|一个月下来|每年|年年|月月)[^，。]{0,6}(?:有(?:一)?(?:点|些)?结余"
    r"|能?结余"
    r"|能?(?:存下?|攒下?|剩下?)(?:个|一)?"
    r"(?:点|些|几千|几万)|还?能?剩下?个?(?:[一二两三四五六七八九]{1,2}[千万]|[0-9]{3,5}))",
    r"\bdebt[- ]free and (?:i'm |we're )?(?:putting|saving) (?:a (?:little|bit)|some"
    r"|something)(?: money)?(?: (?:away|aside|by))?\b",
    r"还完(?:贷款|房贷|月供|车贷)[^，。,.]{0,3}能(?:存|攒|剩|省)",
    r"略有结余|小有积蓄|有(?:一)?些结余|有(?:一)?点结余",
    r"\b(?:(?:put|set|setting|putting) (?:a little|something|some|a bit"
    r"|a few hundred)(?: money)? (?:aside|away|by)"
    r"|sav(?:e|ing) (?:a (?:little|bit|couple of hundred|few hundred)|some"
    r"|something)(?: money)?)(?: from| out of)? (?:every|each)",
    r"\b(?:a (?:little|bit)|some(?:thing)?|some money) left (?:over )?(?:every|each"
    r"|at the end of the) month",
    r"\b(?:few|couple of) (?:hundred|thousand) left (?:over )?(?:every|each"
    r"|at the end of the) month",
    r"\b(?:i|we) (?:manage to |can |usually |always |try to |do )*(?:save|put away|put aside"
    r"|set aside) (?:about |around |roughly )?"
    r"[a-z]{0,3}[$€£¥]?[0-9][0-9,.]*k? (?:a|each|every|per) month\b",
    r"\bsome money to spare (?:every|each) month\b|\bmodest savings\b",
)
_SOME_MONEY = (r"有(?:一)?[点些](?:存款|积蓄)|\bsome savings\b",)
_WEALTHY = (
    r"(?:非常|很|特别|十分)宽裕|财务自由|家底(?:很)?厚",
    r"\b(?:wealthy|financially (?:free|independent)|very well off|very comfortable financially"
    r"|millionaires?|more money than (?:i|we) (?:need|can spend))\b",
)
_COMFORTABLE = (
    r"(?:手头|经济|财务|家里|条件|日子|家境|生活|手里)(?:上|状况)?(?:也|都|一直)?(?:过得)?(?:比较"
    r"|挺|算|还算|还|蛮|相对)+宽[裕松]",
    r"(?:手头|手里|经济|家里|生活)宽裕|(?:比较|挺|还算|蛮|相对)宽[裕松](?!的?(?:政策|环境|要求))"
    r"|小康(?:家庭|之家|水平)",
    r"\b(?:financially comfortable|well off|comfortable financially|comfortably off"
    r"|(?:doing|do) (?:well|fine|ok(?:ay)?) financially|live comfortably|financially (?:stable"
    r"|secure)|(?:i'm|we're) (?:quite |pretty |fairly )?comfortable(?=$|[,.;!])"
    r"|no debts? and (?:good|healthy|decent|plenty of) savings|finances are (?:comfortable"
    r"|healthy|in good shape)"
    r"|but (?:we're|i'm|we are) comfortable(?! with)"
    r"|(?:in )?a comfortable (?:financial )?position)\b",
)

POSITIONS: tuple[tuple[str, bool, re.Pattern[str]], ...] = tuple(
    (value, certain, re.compile("|".join(parts)))
    for value, certain, parts in (
        ("heavy_debt", True, _HEAVY),
        ("break_even", True, _EVEN),
        ("some_savings", True, _SAVES),
        ("some_savings", False, _SOME_MONEY),
        ("wealthy", True, _WEALTHY),
        ("comfortable", True, _COMFORTABLE),
    )
)
"""Positions, whether their words are certain, and the words; what comes first takes the words."""
