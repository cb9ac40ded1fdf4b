# ruff: noqa: E501 - a table of sentences, one a line
"""How English-speaking clients tell of themselves at length, in halves of stories and in asides.

The form is `told_zh`'s; k is a thousand, m a million.
"""

TEXTS = """
# ages and years of birth
born in 83, still feel like a teenager => age=42:43
I was born in 1961 so retirement's not far off => ?age=65
DOB is February 1979 => age=47
my date of birth is 5 November 1992 => age=34
I'm a 1990 baby => age=35:36
I turned forty-five last week => age=45
I'm fifty-three, my wife's a bit younger => age=53
72 years young and still driving => age=72
just finished uni, I'm 22 => age=22
36 yo, renting in Leeds => age=36
I'm 54 and will be 55 in January => age=54
hubby's 50, I'm 46 => age=46
60 in two months, so 59 for now => ?age=59
I'm in my 39th year => -
M/27/London, first job => age=27 ?src=salary
33F, no debts, tidy pension pot => age=33
I'm 63 and a half => age=63
thirty one, single => age=31
as a 58-year-old widow I can't take chances => age=58
at 47 I think it's time to get serious => ?age=47
[age] 1982 => ?age=43:44
[age] born 1968, in May => age=58
[age] '75 => ?age=50:51
[age] 47, nearly 48 => age=47
[age] sixty-three, god help me => age=63
[age] haha guess... ok 31 => age=31
[age] I'm the same age as my wife, 52 => age=52
[age] 29 and three months => age=29
[age] the big five-oh => ?age=50
[age] 44 last birthday => age=44
[age] forty => age=40
[age] my wife's 39, I'm two years older => ?age=41
# horizons told by events
my girl is 15 and we'll want it when she goes to uni in three years => months=36 ?dep=1
we're not touching it before 2030 => months=48
not planning to touch it for two years => months=24
I need the cash back in three months for the completion on our flat => months=3
we're hoping to buy in about four years => months=48
the wedding is in eighteen months and that's what it's for => months=18
it can sit there for a good five or six years => months=60-72
will need it in March => months=4
we'd like a house in 2 or 3 years' time => months=24-36
! I want to have it for my son's university, he starts in seven years => months=84 ?dep=1
needs to be available by summer next year => months=6:9
I'm after something for the next ten years => months=120
this is money for retirement, which is 11 years away => months=132
retirement is nine years off => months=108
I've got four years left before I retire and 80k saved => months=48 A=80k
next year we're putting it into a house => months=1:13
the money's for a car next year => months=1:13
it's to be spent by the end of next year => months=13
[horizon] next year => months=1:13
[horizon] the year after next => months=24
[horizon] sometime in 2032 => months=72
[horizon] three years minimum => months=36
[horizon] five-ish years => months=60
[horizon] couple of years => months=24
[horizon] between one and two years => months=12-24
[horizon] short, six months => months=6
[horizon] about a decade => months=120
[horizon] two to three => -
[horizon] when my son starts uni, seven years from now => months=84 ?dep=1
[horizon] 7-8 yrs => months=84-96
[horizon] until 2031 => months=60
[horizon] no more than six months => horizon=lt_1y ?months=6
[horizon] end of this year => months=1
[horizon] I'm 50 and retiring at 60, so then => age=50 months=120
[horizon] well over ten years => horizon=gt_10y
[horizon] 20 years plus => horizon=gt_10y ?months=240
I'm 48 and want to stop work at 55, that's when I'd use it => age=48 months=84
40 years old, aiming to retire at 60 and building a pot for it => age=40 months=240
35, planning on early retirement at 50 => age=35 months=180
I'm 52 and I'll draw on this when I retire at 60 => age=52 months=96
at 38 I don't plan to touch this before I'm 50 => ?age=38 ?months=144
I'd like to be done working by 53. I'm 43 now => age=43 months=120
I retire at 67, turned 57 in May => age=57 months=120
# incomes told in a roundabout way
between us we bring home about 90k a year => I=~90k
I take home 3,200 a month after tax => I=~38.4k
my wife and I each earn 50k => -
about 120k a year before tax => I=~120k
I'm on 45 grand a year => I=45k
on roughly 70k pa plus bonus => ?I=~70k
I clear about four grand a month => I=~48k
my pension pays 1,800 a month => I=~21.6k src=pension
I pull in around 6k a month freelancing => I=~72k src=self_employed
my salary went up to 85k last month => I=85k ?src=salary
pay is $5,000 every two weeks => I=~130kUSD
I get £28,500 a year as a teaching assistant => I=28.5kGBP ?src=salary
household income is around $210k => I=~210kUSD
I make 18 dollars an hour => -
earning just over 100k => I=~100k
somewhere between 60 and 70k a year, depending on overtime => ?I=60k..70k
my rental flats bring in 24k a year => ?I=24k
the shop leaves me with about 55k a year => I=~55k ?src=business
I make six figures => -
my total comp is 240k => I=240k ?src=salary
I draw 60k a year from my company => ?I=60k ?src=business
salary's 7.5k monthly => I=~90k ?src=salary
earn HK$45,000 a month in a bank => I=~540kHKD ?src=salary
we live on my husband's salary => -
[annual_income] 95 => -
[annual_income] 95k => I=95k
[annual_income] around 4k a month => I=~48k
[annual_income] nothing at the moment => ?I=0 ?src=none
[annual_income] a bit over 60 thousand => I=~60k
[annual_income] 80 to 90k => I=80k..90k
[annual_income] 52k plus a bit of overtime => ?I=~52k
[annual_income] varies, last year 70k => ?I=~70k
[annual_income] one hundred and twenty thousand dollars => I=120kUSD
[annual_income] I earn 60k and my wife 40k => -
[annual_income] mid five figures => -
[annual_income] $2,000 a week => I=~104kUSD
[annual_income] 110k gross => I=110k
[annual_income] I'm on minimum wage => ?src=salary
[annual_income] zero, I'm a student => ?I=0 ?src=none
# money that is there
my gran left me 50k => A=50k
just got a redundancy payout of £38,000 => A=38kGBP
we sold the house and have 310k sitting there => A=310k
there's 43k in my current account doing nothing => A=43k
my ISA's worth about 65k => A=~65k
I've put by a little over 30k => A=~30k
got 15 grand I'd like to put somewhere => A=15k
20k from a bonus needs a home => A=20k
my nest egg is 400k => A=400k
all in all I've squirrelled away 22k => A=22k
I can free up about 70k or 80k => A=70k..80k
between savings and shares I've 250k => ?A=250k
a fixed deposit of 60k just matured => A=60k
I came into some money, 120k to be exact => A=120k
starting with 10k to test the water => A=10k
we have 1.2m of idle company cash => A=1.2m
compensation came through, 45k, untouched so far => A=45k
I'd be putting in 500 to start => ?A=500
after the divorce I was left with 180k => A=180k
my liquid net worth is $2.5m => A=2.5mUSD
don't have much, maybe 5k => ?A=~5k
70 thousand euros in cash, wondering what to do => A=70kEUR
I've 3 million yen to invest => A=3mJPY
I have S$250k in my bank account and a flat => A=250kSGD
I save 500 a month and have 12k so far => A=12k ?debt=some_savings
[investable_assets] fifty => -
[investable_assets] 150k or so => A=~150k
[investable_assets] 60k but 10k of that is for the roof => ?A=60k
[investable_assets] just under a million => A=~1m
[investable_assets] 200k, plus the house => A=200k
[investable_assets] ten to twenty thousand => A=10k..20k
[investable_assets] my wife and I have 400k together => A=400k
[investable_assets] not a lot, a few grand => -
[investable_assets] nothing yet => ?A=0
[investable_assets] HKD 7m => A=7mHKD
[investable_assets] 30k, and another 20k lent to my brother => A=30k
[investable_assets] a quarter of a million quid => A=250kGBP
[investable_assets] 85,000.00 => A=85k
# goals led by a verb of saving, needing, borrowing
I want to save 80k for my daughter's degree => G=80k ?dep=1
trying to put together a 60k deposit => G=60k
we need to borrow 250k for the house => G=250k
I'd like to borrow £15,000 for a new kitchen => G=15kGBP
hoping to build up half a million by 2036 => G=500k months=120
I need a million to retire => G=1m
our bakery needs a loan of 40k for new ovens => G=40k
we're looking for 2m in financing to expand the factory => G=2m
her master's is going to cost about 55k => G=~55k
I reckon we'll need 300k for university for both kids => G=300k ?dep=2
my target is 150k in five years => G=150k months=60
aiming for 1.5 million by the time I'm 60 => G=1.5m
want to raise 500k for our startup => G=500k
looking to buy a place for around 400k => G=~400k
need 20k for the wedding in 2 years => G=20k months=24
I've got 60k and want to get to 100k for a down payment => A=60k G=100k
short by 40k for the down payment => ?G=40k
saving up 30k over three years => G=30k months=36
we must set aside $200,000 for her college => G=200kUSD ?dep=1
I earn 80k and need to save 50k within four years => I=80k G=50k months=48
I would like to end up with 750k at retirement => G=750k
how do I get to 250k in 10 years => ?G=250k ?months=120
I have to come up with 35k for tuition => G=35k
mortgage of 320k is what we're after => G=320k
[goal_amount] a million would do => G=1m
[goal_amount] 80 or 90k => G=80k..90k
[goal_amount] at least 200k => G=~200k
[goal_amount] as much as possible => -
[goal_amount] 20k a year for four years => -
[goal_amount] borrow 50k => G=50k
[goal_amount] I need 120k in total => G=120k
[goal_amount] I have 30k and need another 70k => -
[goal_amount] roughly half a mil => G=~500k
[goal_amount] enough to buy a house => -
# dependants in half a story
I'm the only one earning, wife stays home with our two little ones => dep=3
divorced, my daughter lives with me => dep=1
my mum moved in with us after her stroke and there's two kids at school => ?dep=3
I look after my disabled brother => dep=1
twins on top of a toddler, send help => ?dep=3
three boys, the youngest is still in nappies => dep=3
got a girl in year 9 and a boy in year 6 => dep=2
the kids have flown the nest, it's just us two => -
no partner, no children, parents are well off => dep=0
I send money home to my parents every month => ?dep=2
I'm supporting my parents and a sister at college => dep=3
a wife who doesn't work and a newborn, all on me => dep=2
widowed with two teenagers at home => dep=2
it's just me and my cat => ?dep=0
I feed a family of five on one wage => dep=4 ?src=salary
our only child is five => dep=1
I pay for my mother's care home => ?dep=1
single dad, one little lad => dep=1
[dependants] my parents and my in-laws, so four => dep=4
[dependants] a boy, a girl and my old mum => dep=3
[dependants] wife at home plus a baby => dep=2
[dependants] one kid, parents have their own pensions => dep=1
[dependants] just myself => dep=0
[dependants] only me to worry about => dep=0
[dependants] three of them => dep=3
[dependants] two children, one elderly parent => dep=3
[dependants] 3 kids but the eldest earns his own money => ?dep=2
[dependants] dad => dep=1
[dependants] zero => dep=0
[dependants] a couple of kids => dep=2
[dependants] my partner and our daughter => dep=2
[dependants] five people => dep=5
[dependants] nope, nobody => dep=0
[dependants] my youngest, the others are grown => dep=1
# reserve
if I lost my job tomorrow we'd last six months => reserve=6
we keep three months' spending aside => reserve=3
there's enough put by to live on for a year => reserve=12
could manage eight or nine months without pay => reserve=8-9
my rainy day fund would see us through 4 months => reserve=4
I hold about five months of living costs in cash => reserve=5
half a year of expenses is set aside, and 20k on top to invest => reserve=6 A=20k
two to three months' worth of bills saved => reserve=2-3
[reserve_months] six months or thereabouts => reserve=6
[reserve_months] 3-4 months => reserve=3-4
[reserve_months] two years' worth => reserve=24
[reserve_months] a year and a bit => reserve=12
[reserve_months] three months, tops => reserve=3
[reserve_months] 6 => ?reserve=6
[reserve_months] zilch => reserve=0
[reserve_months] eight => ?reserve=8
[reserve_months] one and a half years => reserve=18
[reserve_months] a couple of months => reserve=2
[reserve_months] we'd be broke in a month => ?reserve=1
# experience told in a story
got into shares during the 2008 crash and never left => prod=stocks_funds exp=gt_10
been drip feeding an index fund since uni, eight years now => ?prod=stocks_funds exp=5_10
I've dabbled in stocks for the best part of 20 years => prod=stocks_funds exp=gt_10
opened a brokerage account last year and bought a few shares => prod=stocks_funds exp=lt_2
bought some funds a while back, got burnt, never again => ?prod=stocks_funds
I began investing in 2016 => ?exp=5_10 ?exp2=gt_10
six months ago I bought my first ETF => prod=stocks_funds exp=lt_2
never had anything but a savings account in my life => prod=deposits
traded futures for three years and blew up => prod=derivatives exp=2_5
seven years of buying stocks and funds => prod=stocks_funds exp=5_10
all my money has always been in term deposits => prod=deposits
total newbie, never invested a penny => prod=none ?know=none
I was a day trader for six years => ?prod=stocks_funds ?exp=5_10
the only thing I ever bought were government bonds => ?prod=deposits ?prod2=bond_funds
bought bitcoin in 2017, still holding => -
[experience_years] only a few months => ?exp=lt_2
[experience_years] since the 2015 bull market => exp=gt_10
[experience_years] seven or eight years => exp=5_10
[experience_years] nearly ten years => exp=5_10
[experience_years] twenty odd years => exp=gt_10
[experience_years] none => ?exp=0
[experience_years] never invested => ?exp=0 ?prod=none
[experience_years] just started this year => exp=lt_2
[experience_years] 3 years with a break => exp=2_5
[experience_years] longer than you've been alive => -
[experience_products] shares, lost my shirt => prod=stocks_funds
[experience_products] nothing, it's all in the bank => ?prod=deposits
[experience_products] a bond fund once => prod=bond_funds
[experience_products] CFDs and options => prod=derivatives
# losses
I can lose eight or nine percent and still sleep => ?loss=5_10
I'd put up with a 10% loss, no more => loss=5_10
I won't accept losing a single penny => loss=none
anything within 20% I can handle => ?loss=10_30
keep the drawdown under 15% => loss=10_30
a fall of 30 or 40 percent doesn't scare me => loss=30_50
[max_loss] ten percent, tops => loss=5_10
[max_loss] 3 percent => loss=lt_5
[max_loss] up to forty percent => loss=30_50
[max_loss] half of it => loss=30_50
[max_loss] can't lose a dime => loss=none
[max_loss] twenty to thirty percent => loss=10_30
[max_loss] 10 - 15% => loss=10_30
# debts and income sources in passing
the mortgage is crushing us => ?debt=heavy_debt
credit cards maxed out, drowning => debt=heavy_debt
mortgage is paid and we live well => ?debt=comfortable
I manage to save a couple of hundred each month => debt=some_savings
everything I earn goes on bills => debt=break_even
school dinner lady, not much pay => ?src=salary
I drive a cab for myself => src=self_employed
I own three coffee shops that make about 60k a year => ?src=business ?I=~60k
laid off in spring and not working since => src=none
housewife => src=none
drawing my state pension => src=pension
# many at once
48, divorced, one son at home, project manager, on 120k, 200k in the bank, won't need it for five years => age=48 dep=1 ?src=salary I=120k A=200k months=60
female, 41, high school teacher, 4,500 a month, 35k saved, my daughter starts college in six years => age=41 src=salary I=~54k A=35k months=72 ?dep=1
we're both in our sixties with about 400k, can't afford losses, one year maximum => A=~400k ?months=12 ?loss=none
29, living paycheck to paycheck but mum gave me 20k to start investing => age=29 debt=break_even A=20k
hi there, 57, three years from retirement, 90k put away, won't touch it till then, 5% loss at the very most => age=57 months=36 A=90k loss=lt_5
born 1980, two kids, 140k salary, mortgage of 400k, 50k spare => ?age=46 dep=2 I=140k A=50k ?src=salary
sold my business for 2 million, 46 now, want to pass it on to my kids in ten years => ?age=46 ?A=2m months=120
been working five years, saved 15k, want a deposit of about 50k three years from now => A=15k G=~50k months=36
"""
