# ruff: noqa: E501 - a table of sentences, one a line
"""What English-speaking clients say of themselves, and what they only seem to say.

The form is that of `stated_zh.py`; the texts are no translations of it.
"""

TEXTS = """
# ages
I'm 45 => age=45
I am 52 years old => age=52
42, married, 2 kids, 80k salary, 300k saved => age=42 dep=2
38M, single, no kids => age=38
Female, 29, nurse => age=29 src=salary
61 and recently retired => age=61
55 year old engineer => age=55 src=salary
I'm a 34-year-old teacher with one daughter => age=34 src=salary dep=1
just turned 50 => age=50
I turned 40 last month => age=40
turning 60 next spring => -
I'll be 60 next year => -
I'm turning 50 in March => -
I'm almost 40 => -
I'm pushing 60 => -
in my late forties => -
early 50s, no debts => -
fifty-something => -
thirtysomething => -
born in 1985 => age=41
I was born in March 1985 => age=41
I'm a boomer => -
when I was 30 I lost everything => -
I started working at 22 => -
if I were 30 I'd buy stocks => -
let's say I'm 40 => -
suppose I am 45 years old with two kids => -
my dad is 70 => -
my wife is 43 and I'm 45 => age=45
I'm 45 and my wife is 43 => age=45
I'm 45, she's 43 => age=45
my kids are 12 and 9 => -
my son turns 18 next year => -
I feel like I'm 80 => -
I look 30 => -
I want to retire at 60 => -
I plan to stop working at 62, I'm 50 now => age=50 months=144
at 65 I get my pension => -
I'm not 45, I'm 54 => age=54
45, sorry, 46 years old => age=46
I'm 45... wait, 46 => age=46
asking for my mother, she is 71 => -
my friend, 45 years old, lost money => -
a 45 year old colleague told me => -
I'm 6 ft tall => -
I'm 100% sure => -
I'm 20 minutes late => -
I'm 3 months from retirement => months=3
[age] 47 => age=47
[age] forty seven => age=47
[age] 47 this year => age=47
[age] nearly 50 => -
[age] mid forties => -
[age] 1979 => -
[age] old enough, 58 => age=58
[age] my husband is 60, I'm 57 => age=57
[age] 57 and retiring in 3 years => age=57 months=36
[age] over 18 => -
[age] between 40 and 50 => -
[age] not telling, somewhere around 40 => -
[age] 65 soon => -
# dependants
I have two kids => dep=2
we have 3 children in school => dep=3
a son and a daughter => dep=2
one daughter, aged 6 => dep=1
single mum with two boys => dep=2
I support my two kids and both parents => dep=4
no dependants => dep=0
no one depends on me => dep=0
no kids => -
my kids are grown up => -
two grown-up kids => -
three kids, two of them working => -
we are expecting a baby => -
we'd like to have two kids => -
my sister has three kids => -
if I had kids => -
I'm one of five children => -
father of two => -
mother of three teenagers => -
I have two employees => -
I have two brothers => -
two dogs depend on me => -
[dependants] 2 => dep=2
[dependants] my wife and two kids => dep=3
[dependants] just my mum => dep=1
[dependants] none => dep=0
[dependants] nobody, kids are grown => dep=0
[dependants] two, sorry, three => dep=3
[dependants] wife, 3 children and my mother => dep=5
[dependants] two or three => -
[dependants] my wife works, so just the two kids => dep=2
[dependants] the whole family => -
[dependants] kids => -
[dependants] not yet, one on the way => -
[dependants] one, my little girl => dep=1
[dependants] husband plus 2 => dep=3
[dependants] four of us live on my income => dep=3
[dependants] my brother has two kids => -
[dependants] not two, three => dep=3
# income source
I work as a nurse => src=salary
I'm on a salary => src=salary
I live off my pension => src=pension
retired teacher => -
I'm self-employed => src=self_employed
freelance designer here => src=self_employed
my income comes from my own company => src=business
I lost my job last month => src=none
currently unemployed => src=none
stay-at-home dad => src=none
my wife is a teacher => -
I used to be a teacher => -
I was a freelancer, now I have a full-time job => src=salary
I'm not employed by anyone, I freelance => src=self_employed
my father lives on his pension => -
what if I lose my job => -
I'm afraid of being unemployed => -
I will be self-employed next year => -
I want to be self-employed => -
if I were unemployed would that change anything => -
unemployment benefits question => -
I live off rental income => -
I drive for Uber => src=self_employed
civil servant for 20 years => src=salary
[income_source] my salary => src=salary
[income_source] my own business => -
[income_source] my husband's salary => -
[income_source] I get a pension => src=pension
[income_source] I teach at a school => src=salary
# debts
I'm deep in debt => debt=heavy_debt
we live paycheck to paycheck => debt=break_even
we're financially comfortable, no big debts => debt=comfortable
we manage to put a little aside every month => debt=some_savings
I used to be deep in debt => -
my brother is drowning in debt => -
I'm not in debt => -
no debts => -
I have a mortgage => -
what if I'm deep in debt => -
I was heavily in debt but paid it off => -
can people deep in debt invest? => -
mortgage is nearly paid off => -
wealthy, no debts at all => debt=wealthy
# reserve
I have six months of expenses set aside => reserve=6
my emergency fund covers 4 months => reserve=4
three months of bills in the bank => reserve=3
we could live a year on our savings => reserve=12
I could get by for 8 months without income => reserve=8
enough cash for half a year of living costs => reserve=6
3-6 months of expenses saved => reserve=3-6
no emergency fund => -
I want to build a 6 month emergency fund => -
they say you need 6 months of expenses => -
should I keep six months of expenses? => -
is 3 months of expenses enough => -
my brother has 6 months of expenses saved => -
if I had six months of expenses saved I'd invest => -
six months of rent in arrears => -
[reserve_months] about half a year => reserve=6
[reserve_months] three or four months => reserve=3-4
[reserve_months] a month at most => reserve=1
[reserve_months] none => reserve=0
[reserve_months] nothing saved => reserve=0
[reserve_months] less than a month => reserve=0
[reserve_months] a year, easily => reserve=12
[reserve_months] two years => reserve=24
[reserve_months] a while => -
[reserve_months] a quarter => reserve=3
[reserve_months] six months, no wait, four => reserve=4
[reserve_months] more than a year => reserve=12
# horizon
I won't need it for five years => months=60
I can leave it alone for 10 years => months=120
I want to invest for 3 to 5 years => months=36-60
I'll need the money in 18 months => months=18
I need it back within a year => horizon=lt_1y
I need it within six months => horizon=lt_1y
in two years we want to buy a flat => months=24
my daughter starts college in 4 years => months=48
we'll need it for college in 2031 => months=60
saving for a house in 2030 => months=48
retiring in 12 years => months=144
I retire in 2036 => months=120
I'm 45 and I can leave it until I turn 60 => age=45 months=180
until I'm 65 => -
next year my son goes to college => months=11
I need it next year => months=11
I need it next September => months=10
need it by the end of the year => months=1
for the long term => -
for a while => -
a few years => -
I don't know, 3 years or maybe 10 => -
three or eight years => -
3 years or 5 years? => -
three years, sorry, five years, that's how long I can leave it => months=60
not five years, three, that's when I need it => months=36
I can lock it up for three years, not five => months=36
do you have a 3-year product? => -
what does a 5 year bond yield => -
is the 3-year deposit any good => -
does it have to be locked for 3 years? => -
three years is too long => -
I don't want to lock it for 5 years => -
I never said five years => -
I didn't say I'd hold it for 5 years => -
I can't wait 10 years => -
if I invest for 10 years what do I get => -
suppose I leave it for 5 years => -
my husband wants to invest for 10 years => -
my advisor told me to hold it for 5 years => -
they say you should hold for 10 years => -
my friend kept it for three years => -
I've been saving for 5 years => -
it has been in the bank for three years => -
the fund returned 8% over the past 5 years => -
what was the return over the last 3 years => -
in the last five years I moved twice => -
my mortgage runs for 20 more years => -
I've worked there for ten years => -
married for 12 years => -
my car loan ends in 3 years => -
prices doubled in five years => -
give me 3 years of statements => -
[horizon] 5 years => months=60
[horizon] 10 yrs => months=120
[horizon] a year and a half => months=18
[horizon] 3-5 => -
[horizon] at least 5 years => months=60
[horizon] up to three years => months=36
[horizon] long term => -
[horizon] not sure => -
[horizon] three, maybe four years => -
[horizon] two or three years => months=24-36
[horizon] five years from now => months=60
[horizon] when I'm 65 => -
[horizon] in 2030 => months=48
[horizon] 2029 => months=36
[horizon] next year => months=11
[horizon] next month => months=1
[horizon] by Christmas => months=1
[horizon] my mortgage has 10 years left but I need this in 5 years => months=60
[horizon] last time it was 3 years, this time 5 years => months=60
[horizon] my wife says 3 years => -
[horizon] not 3 years, 5 years => months=60
[horizon] if the market is good, 5 years => -
[horizon] more than 3 years => horizon=3_5y
[horizon] 6 to 12 months => months=6-12
[horizon] I said five years but it's more like two => -
# experience
I've been investing for 6 years => exp=5_10
12 years of investing experience => exp=gt_10
trading stocks since 2015 => exp=gt_10 prod=stocks_funds
I started investing last year => exp=lt_2
I bought my first fund 3 years ago => exp=2_5
less than a year of experience => exp=lt_2
been in the market for over 20 years => exp=gt_10
my dad has been investing for 30 years => -
my parents invested for 20 years, I never did => -
my husband traded options for ten years => -
I've been working for 10 years => -
I've been a customer for 5 years => -
I plan to trade for 3 years => months=36
I have no experience with investing => prod=none
I've never invested in anything => prod=none
I've only had savings accounts => prod=deposits
I own some ETFs and bonds => prod=stocks_funds
I've traded futures and options => prod=derivatives
mostly money market funds so far => prod=wealth_products
I've never bought stocks => -
I've never bought stocks, only bonds => prod=bond_funds
should I buy stocks? => -
my brother trades options => -
I'd like to try options => -
what are my options => -
I have two options => -
are futures risky => -
she holds stocks, I hold bonds => prod=bond_funds
in futures I'd be more careful => -
I never said I traded options => -
if I had traded futures => -
[experience_years] about 3 years => exp=2_5
[experience_years] over a decade => exp=gt_10
[experience_years] a year or so => exp=lt_2
[experience_years] since 2019 => exp=5_10
[experience_years] less than two => -
[experience_years] six months => exp=lt_2
[experience_years] 20 years working, 3 investing => -
[experience_years] my father 20 years, me 2 years => exp=2_5
[experience_years] on and off => -
[experience_years] since last year => exp=lt_2
[experience_products] stocks and bonds => prod=stocks_funds
[experience_products] only fixed deposits => prod=deposits
[experience_products] no stocks, just bond funds => prod=bond_funds
[experience_products] my wife has options, I only have a savings account => prod=deposits
# greatest loss
I can accept losing up to 10% => loss=5_10
no more than a 5% loss => loss=lt_5
I could live with a 20% drop => loss=10_30
a third down would be okay for me => loss=30_50
I can stomach losing half => loss=30_50
I can't lose a cent => loss=none
I don't want to lose any of my principal => loss=none
losses of 10 to 20% are fine => loss=10_30
I'd tolerate a drawdown of 15 percent => loss=10_30
a 10% dip is fine, 20% is not => loss=5_10
max loss 10% => loss=5_10
I can't afford to lose more than 10% => loss=5_10
I can't lose 20% => -
losing 20% would kill me => -
I couldn't sleep if it fell 20% => -
I never said I could lose 20% => -
I didn't say I could lose 20% => -
who said I can lose 20%? => -
my husband can live with a 30% drop => -
my wife would accept 5% at most => -
I lost 30% last year => -
my fund is down 25% => -
what if it drops 20%? => -
if it fell by 50% I'd panic => -
could I lose more than 10%? => -
is a 20% loss possible => -
the worst year was minus 30% => -
the market fell 40% in 2008 => -
a friend lost half his money => -
the adviser said I'd lose 5% at most => -
I want a 10% return => -
I'd put 20% in stocks => -
30% of my money is in shares => -
some loss is okay => -
I don't want to lose too much => -
10% or 20% loss, whatever? => -
I could accept 10% or maybe 30% => -
not 20%, I can lose 10% at most => loss=5_10
if it falls 20% I'd buy more => react=buy_more
up 20% and I sell => -
[max_loss] 10% => loss=5_10
[max_loss] a fifth => loss=10_30
[max_loss] half => loss=30_50
[max_loss] around 10% => loss=5_10
[max_loss] nothing => loss=none
[max_loss] I can't lose anything => loss=none
[max_loss] 20% would be too much => -
[max_loss] anything over 10% is too much => loss=5_10
[max_loss] less than 10 => -
[max_loss] between 10 and 20 percent => loss=10_30
[max_loss] 10% hurts, 5% is ok => loss=lt_5
[max_loss] I lost 30% once, now 10% max => loss=5_10
[max_loss] others can take 30%, not me => -
[max_loss] 5 or 10 percent => -
[max_loss] it depends => -
[max_loss] everything, I don't care => loss=gt_50
# reaction, attitude, objective, liquidity, capacity, knowledge said outright
if it dropped 20% I'd sell everything => react=sell_all
I'd hold if the market crashed => react=hold
I would sell some of it if it fell => react=sell_some
I wouldn't sell everything => -
my wife would sell everything if it fell => -
last time it fell I sold everything => -
I'm a conservative investor => att=averse
my risk appetite is balanced => att=balanced
I'm not a conservative investor => -
my husband is a conservative investor => -
conservative funds please => -
my main goal is capital preservation => obj=preserve
I want a regular income from this money => obj=income
I want as much growth as possible => obj=maximum_growth
I won't touch it before then => liq=none
I may need half of it early => liq=half
I make my own financial decisions => cap=full
I have a legal guardian => cap=limited
I'm my son's legal guardian => -
I know nothing about investing => know=none
my wife knows nothing about investing => -
# needs
saving for my kid's college => needs=education
my daughter goes to college next year => months=11 needs=education
inflation is eating my savings => needs=investing
my money just sits in the bank, I want it to do something => needs=investing
we want to buy our first place => needs=home_purchase
help me get ready for retirement => needs=retirement
I'd like to stop working at 60 and live off my savings => needs=retirement
I want to make sure my family is fine if I die => needs=protection
our shop needs money for new equipment => needs=financing
we need to pay suppliers in Europe => needs=payments
our company has idle cash => needs=corporate_treasury
I want to leave something to my grandchildren => needs=wealth_planning
I don't want insurance, I want to invest => needs=investing
not looking for a loan => needs=
I'm not here for a mortgage, it's about my pension => needs=retirement
no interest in buying a house => needs=
my friend wants to buy a house => needs=
I already own a house => needs=
I work in insurance => needs=
what is a mortgage => needs=
education for the kids and our retirement => needs=education+retirement
somewhere to park my cash that I can get at any time => needs=cash_management
our fund wants your research reports => needs=research
put money away for a rainy day => needs=cash_management
[needs] retirement mostly => needs=retirement
[needs] none of these => needs=
[needs] not insurance, retirement => needs=retirement
[needs] kids' education, maybe a house => needs=education+home_purchase
[needs] a house => needs=home_purchase
# several at once, and all of one breath
hi, 45, two kids, work in IT, 300k saved, can leave it 10 years, could lose 20% => age=45 dep=2 months=120 loss=10_30
I'm 38 with 1 son, salary 90k, want to save for his college in 10 years => age=38 dep=1 months=120 needs=education
we're both 50, retiring in 10 years, no debts => months=120
my mum is 70, lives on her pension and wants to invest for 3 years => -
my dad is 65, retired, living on a pension, two kids => -
my brother is 40, has two kids and can lose 30% => -
for example someone aged 45 with two kids who can lose 20% => -
he said "hold it for 10 years, you can lose 20%" => -
I'm 33, wife 31, kid is 2, want it for him in 10 years => age=33 months=120
# learning, others' children, parts of the money, and things that end on their own
I've been reading about stocks for two years but never bought any => -
teacher with 15 years of experience => src=salary
I've been a fund manager for 12 years => -
two kids who live with their mother => -
I teach 30 kids => -
people over 50 => -
I'll be 60 in 5 years => -
call me in two days => -
I'll decide within a month => -
my visa expires in 2 years => -
contract ends in 18 months => -
we're having a baby in six months => -
maybe in 5 years, maybe never => -
I could leave half for 5 years and need the rest next year => -
I'd like a 3-year bond => months=36
I expect 10% but could lose 5 => -
a loss of 25% wouldn't bother me => loss=10_30
sole earner for a family of four => dep=3
I was made redundant in March => src=none
I can afford to lose 20% but don't want to => -
my portfolio is 60% equities => prod=stocks_funds needs=
my company is in debt => -
this year I finally have savings to invest => -
in 2028 I'll invest more => -
my bonus comes next month, I want to invest it => -
I have 50k in a savings account => -
[horizon] five years, otherwise two => -
"""
