"""English answers to how long, or to how great a loss, that name a figure and leave it open.

The figure is another's opinion, of a time that has passed, of a loan or a contract, refused, a
gain, or taken into doubt: "my son says ten years", "five? ten? you tell me". The grammar that reads
values anywhere in a text looks at the words near a figure; here a whole answer is looked at, part
by part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Asked = Literal["months", "percent"]

_PARTS = re.compile(r"(?<!\d)\.(?!\d)|(?<=\d)\.(?=\s|$)|[;!\n]+|\bbut\b|\bthough\b|\balthough\b")
_FIGURE = re.compile(
    r"[0-9]|%|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|thirty|forty|fifty|half|third|quarter|tenth|fifth|dozen|year|years|months?|weeks?|decades?"
    r"|per ?cent|tomorrow|spring|summer|autumn|easter|christmas|january|february|march|april"
    r"|june|july|august|september|october|november|december)\b"
)
_BARE = re.compile(
    r"(?:\W|[0-9]+|%|per ?cent|years?|yrs?|months?|about|around|maybe|say|so|and|the|it's|one|two"
    r"|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|a|of|it)*"
)
_DOUBT = re.compile(
    r"\b(?:depends|depending on|who knows|god knows|heaven knows|goodness knows|lord knows"
    r"|no (?:idea|clue|telling)|not (?:so|too|really|entirely|quite|that|very|at all"
    r"|100%)? ?(?:sure|certain)(?: (?:any ?more|now|about that|yet))?|(?:don't|do not|couldn't"
    r"|can't|cannot|wouldn't)"
    r" (?:really |honestly |actually )?(?:know(?! (?:much|a lot|anything))|say\b(?! no)|tell\b"
    r"|promise|commit)|dunno|hard to (?:say|tell|know)|hard one|haven't (?:really )?(?:decided"
    r"|made up|thought|a clue|settled|agreed)|(?:can't|can not|couldn't) decide|undecided"
    r"|in two minds|torn|ask me (?:again|in|next|later|when)|you (?:tell me|choose|decide|pick)"
    r"|whatever you|up to you|anyone's guess|your guess|could be never|could go either way"
    r"|(?:still )?(?:debating|arguing|working (?:it|that) out|thinking about it)|up in the air"
    r"|changes? (?:every|by the|daily)|need to (?:ask|check|talk|think|discuss)|have to (?:ask"
    r"|check|talk|think|discuss)|let me (?:ask|check|think|talk)|would that be|is that (?:ok|okay"
    r"|too|enough|normal|a lot|sensible|reasonable)|does that (?:make sense|sound)"
    r"|what do(?:es)? (?:people|everyone|others|you|most)|don't (?:hold|quote) me)\b|\b(?:could"
    r"|might|may) (?:well )?(?:be|need|want|take)\b.+\b(?:could|might|may) (?:well |just as well "
    r"|also )?be\b|\b(?:some|one) days?\b.+\b(?:other|others|the next)\b"
)
"""Words that leave all of an answer open, wherever they stand."""
_NOT_ALL = re.compile(
    r"^\W*not for the (?:whole|full|entire)\b|\bneither here nor there\b"
    r"|\b(?:won't|not going to|might not|may not) (?:see|live|last|make it)\b"
)
_PERSON = (
    r"(?:husband|hubby|wife|missus|partner|boyfriend|girlfriend|dad|father|mum|mom|mother"
    r"|parents?|son|daughter|kids?|children|brother|sister|uncle|aunt(?:ie)?|cousin|nephew|niece"
    r"|gran\w*|friend|mate|pal|buddy|colleague|neighbou?r|boss|in-laws?|\w+-in-law|other half"
    r"|bank(?:er)?|broker|doctor|doctors|consultant|surgeon|accountant|adviser|advisor|solicitor"
    r"|lawyer|landlord|article|papers?|website|internet|guy|bloke|lady|woman|man|chap|fella|agent"
    r"|council|builder|company|boy|girl|lad|ex)"
)
_SAYS = (
    r"(?:says?|said|thinks?|thought|reckons?|reckoned|suggests?|suggested|recommends?|recommended"
    r"|told|wants?|wanted|gives?|gave|offers?|offered|swears? by|fancies|likes?|prefers?|insists?"
    r"|insisted|keeps? (?:saying|telling)|advised|quoted|promised|swears|mentioned|put|puts|would"
    r"|wouldn't|'d|can|could|lost|loses|made|took|takes|did|does|has|had|is|was|went|goes|dropped"
    r"|lived|left|plans?|expects?|keeps?|kept|holds?|held|invests?|invested|sold|bought|got)"
)
_REPORTED = re.compile(
    rf"(?:^|[,:] |\b(?:and|so|because|as|since|like|well) |^\W*)(?:(?:my|our|the|a|his|her|your"
    rf"|some|this|that)\s(?:\w+\s){{0,2}}?{_PERSON}(?: of mine)?(?:'s mate)?|he|she|they|people"
    rf"|everyone|everybody|somebody|someone|one|most people)(?:\s(?:at|in|from|next|on|down|up"
    rf"|over|across)\s(?:\w+\s){{1,3}}?)?"
    rf"(?:\s(?:only|always|just|really|once|also|both|all|never))?\s?{_SAYS}\b|\b(?:i|we) (?:told"
    rf"|said to|promised) (?:the|my|our|him|her|them|another)\b|\b(?:i|we)(?:'ve)? (?:read|heard"
    rf"|saw|seen)\b|\bapparently\b|\b(?:according to|says)\b|\b(?:you|they) (?:said|say|want|need"
    rf"|told|suggested|recommend\w*)\b|\b(?:the )?rule of thumb\b"
)
_OWN = re.compile(
    r"\b(?:i|we)(?:'d|'ll|'m)? ?(?:too |also |both |would |will |do |think |only |just )*(?:agree"
    r"|need|want|won't|leave|keep|touch|use|spend|retire|say|go|could|can|accept|live|stomach"
    r"|take|bear|plan|expect|would|will|hold|have to have)\b|\bi (?:would|will|can|could)\b"
    r"|\bneed(?:s|ed)? (?:it|the)\b|\b(?:so do|same (?:as|with)|me too|likewise|this time"
    r"|nowadays|these days)\b|\bto pay for\b|\bfor (?:it|that) then\b"
)
"""The client speaks up beside another: "my wife says five years and I agree"."""
_PAST_LENGTH = re.compile(
    r"\b(?:last time|it was|that was|was (?:on|in|for)|were (?:on|in|for)|used to|ago|previously"
    r"|before that|back in|lived|stayed|worked|waited|lasted|regretted|took \w+|originally|(?:i"
    r"|we|it)(?:'ve|'s| have| has)(?! (?:got|to|decided|agreed"
    r"|settled|set|planned|thought|still|another|only|about|around|at least))(?: already| now"
    r"| just| only)? (?:\w{3,}ed|been|had|held|kept|left|sat|put|lent|gone|done|seen|spent|lost"
    r"|run)|(?:i|we|it) (?:had|held|kept|sat|left|lent|put|saved|invested|started|opened|signed"
    r"|bought|owned|paid|ran|did|spent) (?:it|the|my|our|them|money|some|that|in|for|with|there"
    r"|up|away)|(?:i|we) (?:\w{3,}ed|did|had|kept|held|ran"
    r"|sat) (?:\w+ ){0,4}?for (?:\w+ )?(?:\w+ )?(?:years|months)|over the (?:last|past)"
    r"|in the (?:last|past)|the (?:last|past) (?:\w+ )?(?:years|months))\b"
)
_OF_A_THING = re.compile(
    r"\b(?:mortgage|car (?:finance|loan|lease)|finance (?:has|runs|ends|deal)|loan|lease|contract"
    r"|visa|passport|warranty|tenancy|probation|notice|fix(?:ed)?(?: rate| term"
    r"| deal)?(?= (?:ends|has|runs|is|with|at|from)|$)|(?:year|month) fix|degree|apprenticeship"
    r"|course|sentence|guarantee|waiting list|phd|training|insurance|policy|council"
    r"|plan permission|building work|driving ban|maternity|parole|tenants?)\b"
)
_ARRIVES = re.compile(
    r"\b(?:redundancy|bonus|inheritance|pay-?out|cheque|check|settlement|pension|probate|sale"
    r"|refund|grant)\b"
    r"[^,.;]{0,12}\b(?:comes?|coming|arrives?|lands?|pays?|goes|completes?|is due|should be)\b"
)
"""When other money comes in is not when this money is needed."""
_FILLERS = re.compile(
    r"\b(?:about|around|roughly|maybe|perhaps|probably|possibly|say|i'd|i|think|guess|suppose"
    r"|reckon|it's"
    r"|it|that's|would|be|is|a|an|the|of|or|so|and|to|at|least|most|in|for|within|over|under|up"
    r"|than|more"
    r"|less|years?'?|yrs?|months?'?|weeks?|days?|decades?|half|well|good|full|whole|only|just"
    r"|another|next"
    r"|from|now|time|tops|max|minimum|min|thereabouts|give|take|odd|honestly|my|me|we|our|on|not|no"
    r"|i'm|we're|let's|ok|okay|um+|er+|hmm+|oh|right|yes|yeah|please|thanks|couple|few|several)\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen"
    r"|twenty|thirty"
    r"|forty|fifty|hundred)\b|[^a-z\s]+|\b[a-z]\b"
)
_CUE = re.compile(
    r"\b(?:need\w*|us(?:e|es|ed|ing)|spen[dt]\w*|touch\w*|leav\w*|until|till|til|when|then|after"
    r"|before|by|pay"
    r"|cover|clear|deposit|horizon|lock\w*|t(?:ie|ied|ying)|invest\w*|put|keep\w*|hold\w*|stay\w*"
    r"|sit\w*|let"
    r"|grow\w*|park\w*|due|buy\w*|retir\w*|wedding|marr\w*|house|home|flat|college|uni\w*|school"
    r"|away|off|term"
    r"|plan\w*|want\w*|wish\w*|like|fine|happy|could|can|wait\w*|money|cash|funds?|long|short|go"
    r"|goes|going"
    r"|horizon|target\w*|aim\w*|goal|save|saving|savings|draw|withdraw\w*|access\w*|take|move"
    r"|moving|patient"
    r"|rush|hurry|comfortable|agreed|decided|settled|commit\w*|project|start\w*|trip|holiday|car"
    r"|fees|tuition"
    r"|business|age|old|birthday|ready|down the (?:line|road)|loan|borrow\w*|repay\w*|give|back"
    r"|come|comes"
    r"|enough|ok|okay|will|won't|'ll|care|future|nothing|year-end|spring|summer|autumn|winter"
    r"|fall|easter"
    r"|christmas|january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b"
)
"""Words that tie a length of time to money that is put away or needed."""
_TELLING = 3
"""So many words beside a length and those that soften it tell a story, which must have a cue."""
_FOR_MONEY = re.compile(
    r"\b(?:need|needs|needed|use|using|spend|touch|leave|until|till|when|then|after|pay (?:off"
    r"|it)|cover|clear|deposit|horizon|for (?:the|my|our|his|her)|lock|tie|invest|put)\b"
)
_SUPPOSED = re.compile(
    r"^\W*(?:so )?(?:say|suppose|supposing|what if|imagine|if) (?:i|we|it|you|that|this)\b"
    r"|\bwhat (?:happens|would happen|do i get|if)\b|\bhow (?:much|about|does|would)\b"
    r"|\bwhat about\b|^\W*(?:is|are|does|do|would|will|can|could|should|what|which|why|isn't"
    r"|aren't|wouldn't|do you)\b"
    r"[^.]*\?|\?.*\?"
)
_REFUSED = re.compile(
    r"\b(?:out of the question|no way|no chance|not a chance|nowhere near|nothing like"
    r"|anything like|having a laugh|no more [0-9]+% (?:drops|falls|losses|crashes)|not as (?:much"
    r"|long|far) as|not (?:anywhere|remotely) near|(?:god"
    r"|heaven) forbid|unthinkable|you must be (?:joking|kidding|mad)|bonkers|barmy|nuts|off (?:my"
    r"|your) rocker|are you (?:joking|kidding|mad)|wouldn't dream|far too|way too|too (?:long"
    r"|much|short|soon|steep|far|high|risky)|(?:is|seems|sounds|feels|would be|that's) (?:a bit"
    r" |rather |pretty |very |quite )?(?:hard|tough|difficult|a stretch|a struggle|madness|mad"
    r"|insane|crazy|daft|brutal|steep|silly|ridiculous|absurd|awful|horrible|terrible|scary|ages"
    r"|an eternity|a lifetime|a long time|forever|unrealistic|a lot)|scares? (?:me|us)"
    r"|frightens? (?:me|us)|(?:would|'d) (?:kill|finish|ruin|destroy|bankrupt)|(?:i|we)(?:'d"
    r"| would) (?:be (?:sick|gutted|devastated|in tears|distraught)|cry|panic|never sleep)"
    r"|(?:can't|cannot|couldn't|won't|don't want to|not going to|hate to|refuse to|not tying"
    r"|not locking)"
    r" (?:tie|tying|lock|locking|commit|wait|hang|sit|have it tied|be without))\b"
)
_MORE_THAN = re.compile(
    r"\b(?:more than|over|above|beyond|longer than|anything past|any ?more|past that|after that"
    r"|any longer)\b"
)
"""What is refused begins beyond the figure."""
_PAST_LOSS = re.compile(
    r"\b(?:last (?:time|year|month|week|spring|summer|autumn|winter|crash)|lost|dropped|fell"
    r"|went down|crashed|tumbled|tanked|was (?:down|up)|were (?:down|up)|took a|in (?:19|20)\d\d"
    r"|back in|during (?:covid|the pandemic|the crash|lockdown)|when (?:covid|the market|lehman)"
    r"|ago|gone in|got burn(?:t|ed)|(?:i'm|it's|we're|is|are|am) (?:already |currently "
    r"|now )?(?:down|sitting)|already"
    r"|has (?:fallen|dropped|lost)|have (?:fallen|dropped|lost)|i've (?:lost|seen|had|been))\b"
)
_PRESENT_LOSS = re.compile(
    r"\b(?:if (?:i|we|it)|even if|could(?!n't| not)|would(?!n't| not)|'d|can(?!'t| not)|limit"
    r"|most|max(?:imum)?|again|no more|up to|okay|fine|acceptable|accept|live with|this time)\b"
)
_GAIN = re.compile(
    r"\b(?:want|expect|hope for|hoping for|looking for|make|making|earn|earning|get|getting|pays?"
    r"|paying|target|aim for|aiming for|after)\b[^,.;]{0,24}(?:%"
    r"|per ?cent)[^,.;]{0,12}\b(?:a year|out of|back|return|p\.?a|growth|profit|interest"
    r"|per (?:year|annum)|annually|gain)\b|\b(?:inflation|interest|savings rates?|dividends?"
    r"|yield(?:s|ing)?|returns?|profit|gains?|fees?|tax|commission|deposit rate|mortgage rate"
    r"|of my (?:money|savings|income|salary|portfolio|wages|pay)|in (?:shares|stocks|crypto|bonds"
    r"|cash|gold|property|funds|equities)|sure|certain|chance|battery|discount|pay rise|raise"
    r"|tip)\b"
)
_LOSS = re.compile(
    r"\b(?:los[es]|lose|losing|loss(?:es)?|drop|drops|dip|dips|down|fall|falls|drawdown|decline"
    r"|hit|swings?|minus|limit|downside|max(?:imum)?|at most|tops)\b"
)


def open_parts(said: str, asked: Asked) -> tuple[tuple[int, int], ...]:
    """Where a folded answer names figures that do not answer the question: (start, end) of parts.

    All of it where the answer is in doubt. `asked` tells how long (months) or how great a loss
    (percent).
    """
    if re.search(r"[\u3400-\u9fff]", said):
        return ()
    if _DOUBT.search(said) or (asked == "months" and _NOT_ALL.search(said)):
        return ((0, len(said)),)
    out: list[tuple[int, int]] = []
    led = False
    for start, end in _parts(said):
        part = said[start:end]
        if not _FIGURE.search(part):
            led = False
            continue
        led = (led and bool(_BARE.fullmatch(part))) or _is_open(part, asked)
        if led:
            out.append((start, end))
    return tuple(out)


def is_open(said: str, asked: Asked) -> bool:
    """Whether every figure of a folded answer stands where it does not answer the question."""
    parts = open_parts(said, asked)
    if not parts:
        return False
    rest = said
    for start, end in reversed(parts):
        rest = rest[:start] + " " + rest[end:]
    return not _FIGURE.search(rest)


def _parts(said: str) -> Iterator[tuple[int, int]]:
    at = 0
    for cut in _PARTS.finditer(said):
        yield at, cut.start()
        at = cut.end()
    yield at, len(said)


def _is_open(part: str, asked: Asked) -> bool:
    if _SUPPOSED.search(part) and not _PRESENT_LOSS.search(part.partition(",")[2]):
        return True
    if _REFUSED.search(part) and not _MORE_THAN.search(part):
        return True
    if (said := _REPORTED.search(part)) and not _OWN.search(part, said.end()):
        return True
    if asked == "months":
        return _not_the_length(part)
    if _PAST_LOSS.search(part) and not _PRESENT_LOSS.search(part):
        return True
    return bool(_GAIN.search(part)) and not _LOSS.search(part)


def _not_the_length(part: str) -> bool:
    if _ARRIVES.search(part):
        return True
    cued = _CUE.search(part) or _OWN.search(part)
    if not cued and len(_FILLERS.sub(" ", part).split()) >= _TELLING:
        return True
    if _PAST_LENGTH.search(part) and not _OWN.search(part):
        return True
    return bool(_OF_A_THING.search(part)) and not _FOR_MONEY.search(part)
