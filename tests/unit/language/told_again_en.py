# ruff: noqa: E501 - a table of sentences, one a line
"""A second table of what English-speaking clients tell, written when the first was understood.

The form is `told_zh`'s; the last part holds what only sounds like a fact.
"""

TEXTS = """
# age
I'm 37 next to nothing saved => ?age=37
I was born in the summer of 1978 => age=48
born on 3 March 1990 => age=36
my mum's 58 and I'm 31 => age=31
46, accountant, married => age=46 src=salary
I've just had my 39th birthday => age=39
I'm a 69-year-old retired plumber => age=69
I turned 52 a few weeks back => age=52
we're a couple, I'm 44 and she's 41 => age=44
[age] thirty-eight, nearly forty => age=38
[age] 61, retired last year => age=61
[age] I was born in 1986 => age=39:40
[age] December 1962 => ?age=63
[age] forty-nine => age=49
[age] it's 57, why? => ?age=57
[age] 37, same as my wife => age=37
# horizon
I'm 44 and will want the money when I'm 50 => age=44 ?months=72
we won't be needing this for at least six years => months=72
my son finishes school in four years and this is his college money => months=48 ?dep=1
it's for my daughter's wedding, roughly eight years away => months=96 ?dep=1
I can tie it up for two and a half years => months=30
probably need it next spring for the new roof => months=4:6
three years from now at the earliest => months=36
a year or two would be fine to leave it => ?months=12-24
I'm 54, retiring at 60 and want to top up my pension pot => age=54 months=72
35 now, I'd love to retire by 55 => age=35 months=240
we complete on the house in June 2028 and need it then => months=19
I don't expect to touch this money for twelve years => months=144
[horizon] two to three years => months=24-36
[horizon] eighteen months or so => months=18
[horizon] nine years, when my kid goes to college => months=108 ?dep=1
[horizon] by the end of 2028 => months=25
[horizon] six to nine months => months=6-9
[horizon] under six months => horizon=lt_1y ?months=5:6
[horizon] at least ten years => ?months=120
[horizon] I'm 45, I'll use it when I retire at 60 => age=45 months=180
[horizon] a couple of years I'd say => months=24
[horizon] in the next twelve months => ?months=12 ?horizon=lt_1y
# income
I work in a supermarket and take home 1,900 a month => src=salary I=~22.8k
software developer, 95k before tax => src=salary I=95k
I earn somewhere around 26 or 27 thousand a year => I=26k..27k
my husband and I make about 140k between us => I=~140k
I freelance as a translator, around 3k a month => src=self_employed I=~36k
I'm bringing in 52k annually => I=52k
my basic is 30k and commission varies => ?I=~30k
my pension comes to 1,450 a month => ?src=pension I=~17.4k
I get by on 18k a year => I=18k
we have a combined income of 210,000 dollars => I=210kUSD
my wage is £480 a week => I=~24.96kGBP ?src=salary
rental income of 24k a year is all I have => ?I=24k
[annual_income] 64k => I=64k
[annual_income] 1,200 to 1,500 a month => I=~14.4k..18k
[annual_income] about eighty five thousand => I=~85k
[annual_income] just north of 100k => I=~100k
[annual_income] 45,000 euros gross => I=45kEUR
[annual_income] 3.5k monthly after tax => I=~42k
# assets
120k, just out of a fixed term deposit => A=120k
we've been saving for twenty years and have 165k => A=165k
sold my mum's flat and there's now 210k in my account => ?A=210k
my grandmother left me £30,000 => A=30kGBP
thinking of putting 15k into this => A=15k
! I have 8k or so in a money market fund I'd like to move => A=~8k ?prod=wealth_products
roughly 40k at my disposal => A=~40k
we have about $500k ready to invest => A=~500kUSD
! I got 35k when I was made redundant and want to invest it => A=35k ?src=none
I've got a lump sum of 75k from my pension => A=75k
there is around 90k in the joint savings account => A=~90k
I'd like to put my 25k bonus to work => A=25k
[investable_assets] sixty to seventy thousand => A=60k..70k
[investable_assets] 100k exactly => A=100k
[investable_assets] not much, ten grand => A=10k
[investable_assets] 35k cash and 10k in shares => ?A=45k
[investable_assets] about a third of a million => ?A=~333k
[investable_assets] only two thousand => A=2k
# goal
I want to save up an 80k deposit for a flat => G=80k
looking for a mortgage of about 150k => G=~150k
I'd like to have 200k six years from now => G=200k months=72
we need to find 100k for her wedding => G=100k
I need 50k to open a café => G=50k
our company wants to borrow 300k for machinery => G=300k
saving 20k for a trip around the world => G=20k
I want half a million by the time I retire => G=500k
[goal_amount] around 60k => G=~60k
[goal_amount] 150k I think => G=~150k
[goal_amount] no less than 300k => G=~300k
[goal_amount] we'd need to borrow 400k => G=400k
# dependants
divorced and I have custody of my son => dep=1
my wife's at home with the baby => ?dep=2
two elderly parents and one child to support => dep=3
all three of our kids are still at school => dep=3
I've got two daughters, the little one just started school => dep=2
no kids and my parents look after themselves => dep=0
I'm bringing up two boys on my own => dep=2
[dependants] two kids and my mum => dep=3
[dependants] just the one son at university => dep=1
[dependants] my wife and our two children => dep=3
[dependants] no one, thankfully => dep=0
[dependants] 3: mum, dad and my boy => dep=3
[dependants] one, a teenage daughter => dep=1
# reserve
our emergency savings would keep us going for a year => reserve=12
we keep around ten months' living expenses in cash => reserve=10
I've got five months of outgoings in an instant access account => reserve=5
[reserve_months] two months or so => reserve=2
[reserve_months] about a year's worth of expenses => reserve=12
[reserve_months] we could last nine months => reserve=9
[reserve_months] haven't got any => reserve=0
# experience
I've been buying shares for twelve years => prod=stocks_funds exp=gt_10
only ever kept money in a savings account => prod=deposits
bought some stocks during the pandemic and lost a bit => prod=stocks_funds
I've traded forex CFDs for over three years => prod=derivatives ?exp=2_5
I've owned bond funds since 2020 => prod=bond_funds exp=5_10
started trading stocks six months ago => prod=stocks_funds exp=lt_2
[experience_years] six or seven years => exp=5_10
[experience_years] fifteen years easily => exp=gt_10
[experience_years] since late 2019 => exp=5_10
[experience_products] stocks and futures => prod=derivatives
[experience_products] nothing but term deposits => prod=deposits
# losses and debts
20% is the most I could lose before I lose sleep => loss=10_30
I'm ok with losses of up to 5% => loss=lt_5
[max_loss] ten to twenty percent => loss=10_30
[max_loss] thirty percent at most => loss=10_30
[max_loss] not a penny => loss=none
after the mortgage there's nothing left at the end of the month => debt=break_even
we put something aside every month => debt=some_savings
no loans and we're comfortably off => debt=comfortable
# many
I'm 50, a civil servant on 60k, one daughter at uni, 80k put aside, not needed for five years, can lose 10% at most => age=50 ?src=salary I=60k ?dep=1 A=80k months=60 loss=5_10
born in 1990, single, work in tech, 150k salary, 70k saved for a house in five years => age=35:36 src=salary I=150k A=70k months=60
we're both retired, pensions of 3k a month between us, 120k in savings, just want to keep it safe => ?src=pension I=~36k A=120k
# what only sounds like a fact
my cousin is 32 and works in a bank => -
I signed a two year non-compete => -
my driving licence expires in six years => -
the company made 300k profit this year, not that I saw any => -
there's 110k left on the mortgage with 22 years to go => -
the people upstairs have 200k saved => -
I want to save but haven't started => -
from next year I'll put 300 a month away => -
once my bonus comes I'll have 10k => -
my brother-in-law trades futures => -
I've run a restaurant for fifteen years => ?src=business
I was a nurse for eight years => -
two of my classmates started a company => -
three of my flatmates bought funds => -
how many years has your branch been open => -
do you have anything for one year => -
which is better, three years or five => -
I lent my brother 5k and he hasn't paid it back => -
I lost 4k selling a fund last year => -
the parking space cost me 20k => -
my daughter's tuition is 3.8k a year => -
my husband makes 2k a month and I don't work => src=none
grandad is 79 and still fit => -
your manager looks about thirty => -
I started work in 2008 => -
I live on the 8th floor => -
I heard the minimum is a million => -
if only I could retire with 2 million => ?G=2m
a colleague told me three years is best => -
my broadband contract has six months left => -
my son sits his exams next year => ?months=1:13 ?dep=1
I did a three-year apprenticeship => -
my mother-in-law lives alone on 3k a month => -
the internet says to keep six months of expenses => -
a friend's kid is 18 already => -
[horizon] my mortgage is over twenty years => -
[horizon] depends, what terms have you got => -
[reserve_months] I haven't been paid for two months => -
[dependants] I've got three brothers => -
[dependants] my sister is fifty => -
[age] my daughter's 24 => -
[annual_income] my partner earns 20k => -
[annual_income] I have 20k put by => A=20k
[investable_assets] I earn 800 a week => ?I=~41.6k
[goal_amount] three years => ?months=36
"""
