"""What English-speaking clients tell of their work, debts and families; the form is `told_zh`'s."""

TEXTS = """
# what they live on
I'm a GP at the county hospital => src=salary
I work for an export firm => src=salary
I'm employed full time => src=salary
bus driver, been at it for years => src=salary
I'm a junior associate in a law firm => src=salary
my wages are all I've got => src=salary
I'm on the payroll of a big bank => src=salary
I have a nine to five => src=salary
I'm in the army => src=salary
receptionist at a dentist's => src=salary
I teach primary school => src=salary
I'm a product manager at a tech company => src=salary
police officer for 12 years => src=salary
I'm a chef in a hotel => src=salary
I work shifts in a warehouse => src=salary
my job pays fine => ?src=salary
postman here => src=salary
working in marketing at the moment => src=salary
I'm a plumber with my own van => ?src=self_employed
I'm self employed, hairdresser => src=self_employed
I run my own freelance studio => ?src=self_employed ?src2=business
I work for myself as a copywriter => src=self_employed
gig work mostly, deliveroo and uber => src=self_employed
independent consultant => src=self_employed
I do odd jobs for cash => ?src=self_employed
contractor, day rate => ?src=self_employed
I own a bakery and live off what it makes => src=business
my income is the profit of my own company => src=business
I pay myself dividends from my ltd company => src=business
we run a family restaurant, that's our income => src=business
I'm a business owner, two shops => ?src=business
retired, I get a state pension and a small work pension => src=pension
living on my pension => src=pension
I'm a pensioner => src=pension
my pension is all I have coming in => src=pension
I draw social security => src=pension
student, no income yet => src=none
I'm out of a job right now => src=none
I was laid off two weeks ago => src=none
full-time mum => src=none
I look after the kids full time, no job => src=none
taking a gap year, not earning => src=none
on benefits at the moment => -
I haven't worked since March => src=none
[income_source] wages => ?src=salary
[income_source] employment => ?src=salary
[income_source] I'm a nurse => src=salary
[income_source] the state pension => ?src=pension
[income_source] I freelance => src=self_employed
[income_source] profits from my shop => src=business
[income_source] nothing, I'm job hunting => src=none
[income_source] rent from two flats => -
[income_source] dividends and interest => -
[income_source] my employer pays me monthly => src=salary
# whose work it is not
my daughter works in a bank => -
my husband drives a taxi => -
I used to be in the army => -
thinking of quitting to freelance => -
my brother owns a factory => -
when I retire I'll have a pension => -
my wife's a nurse => -
I'd like to become a teacher => -
dad's pension is quite good => -
do you work with freelancers => -
are you a salaried adviser => -
is the pension age going up => -
# how they stand
I owe so much I can't sleep => ?debt=heavy_debt
we're drowning in loan repayments => debt=heavy_debt
my debts are out of control => debt=heavy_debt
three credit cards maxed out and a car loan I can't keep up with => debt=heavy_debt
I spend what I earn, nothing's left => debt=break_even
we just about break even every month => debt=break_even
my pay is gone by the end of the month => debt=break_even
living hand to mouth => debt=break_even
I manage to put away 200 a month => ?debt=some_savings
there's always a bit left over each month => debt=some_savings
we save a little every payday => debt=some_savings
I've built up some modest savings => debt=some_savings
we're doing fine money-wise, no debts => ?debt=comfortable
comfortably off, the mortgage is paid => debt=comfortable
we live comfortably => debt=comfortable
I'm pretty well off => debt=comfortable
I never have to worry about money again => ?debt=wealthy
we're wealthy, frankly => debt=wealthy
I have 50k of student debt => -
the firm's deep in debt, not me => -
a friend of mine lives paycheck to paycheck => -
I don't want to live paycheck to paycheck => -
we used to break even, now we save => ?debt=some_savings
how do I get out of being deep in debt => -
no debt => -
# whom they support
I've a boy at college and my mum to look after => dep=2
just me, my wife and our son who's 14 => ?dep=1
a daughter doing her A levels => ?dep=1
we have two little ones => dep=2
one son, five, and one daughter, two => dep=2
I've got three under ten => ?dep=3
I send my mum money each month, she has no income => ?dep=1
my dad is disabled and depends on me => dep=1
both kids are adults now => -
my wife and I, no children => -
single, no responsibilities => ?dep=0
I'm raising my grandson => dep=1
mother of one => ?dep=1
we've four children, all at home => dep=4
my partner doesn't work and we have a toddler => ?dep=2
our twins are eight => ?dep=2
I'm a carer for my sister => ?dep=1
no one relies on my income => dep=0
my husband and three kids rely on me => dep=4
I have a son and he's sixteen => dep=1
my parents live with us but have their own money, and we've one child => ?dep=1
[dependants] four, two old and two young => dep=4
[dependants] two, both kids => dep=2
[dependants] my daughter and my mum => dep=2
[dependants] just my boy => dep=1
[dependants] 1 child => dep=1
[dependants] my parents and my gran => dep=3
[dependants] three or four => -
[dependants] a wife, two kids => dep=3
[dependants] none any more => dep=0
[dependants] my son, he's at uni => dep=1
[dependants] both my parents => dep=2
[dependants] it's a family of four and only I earn => dep=3
# how old
I am sixty-two years of age => age=62
fifty-four and counting => ?age=54
I hit 40 this summer => age=40
I celebrated my 60th in June => age=60
being 66 I don't want risk => age=66
I'm only 24 but want to start early => age=24
26F here => age=26
Age: 51 => age=51
I'm already 58 => age=58
45yo dad of two => age=45 ?dep=2
I've turned 70 => age=70
as I'm 64 I can't wait long => age=64
I'm a 31-year-old nurse => age=31 src=salary
we're both 41 => ?age=41
I was born August 1980 => age=46
birth year 1972 => age=53:54
I'm 49, turning 50 in May => age=49
[age] I'm 36, thanks => age=36
[age] 33 last month => age=33
[age] sixty one and a half => ?age=61
[age] in my 53rd year => -
[age] just gone 55 => age=55
[age] I've been 40 since August => age=40
# what comes in
salary of 62k => I=62k ?src=salary
I'm earning 3k per month net => I=~36k
I get paid 2,100 every four weeks => ?I=~27.3k
about £45k before tax as a nurse => I=~45kGBP ?src=salary
my gross salary is 88,000 => I=88k ?src=salary
I make 130 thousand dollars a year => I=130kUSD
1,850 a month take-home => I=~22.2k
annual income: 75k => I=75k
household brings in about 9k a month => I=~108k
we live on 40k a year => ?I=40k
I earn roughly $85k, my wife isn't working => I=~85kUSD
income is 30k from my pension => I=30k ?src=pension
# how long, and what is kept
I plan to leave it for about six or seven years => months=72-84
the plan is to move house in three years => months=36
I've fifteen years until retirement => months=180
I'd need access in eighteen months => months=18
parked for two years => ?months=24
we need it back before September => ?months=10
until the end of 2030 => months=49
I want to use it for a car in a couple of years => months=24
no need for the money for five years => months=60
five years, for the kids' college => months=60
I can wait ten years => months=120
ten-year horizon => months=120
not before 2032 => ?months=72
money for a house we hope to buy in 2029 => months=36
it's short-term money, maybe nine months => months=9
[horizon] 4-5 years => months=48-60
[horizon] six years, until my girl starts college => months=72
[horizon] when I retire in eight years => months=96
[horizon] longer than ten years => horizon=gt_10y
[horizon] one year => months=12
[horizon] a year or so => months=12
[horizon] mid 2028 => months=19
my emergency fund would last half a year => reserve=6
we've seven or eight months of expenses saved => reserve=7-8
if I were laid off my savings would last a year => reserve=12
[reserve_months] just two or three months => reserve=2-3
[reserve_months] over a year => reserve=12
[reserve_months] five months, give or take => reserve=5
[reserve_months] next to nothing => ?reserve=0
# of everything a little
the kids start uni in 2031, that's when we'd spend it => months=60
I'm looking at a five year horizon => months=60
I could leave it in for anything up to four years => ?months=48
this would be locked away for ten years, no problem => months=120
we'd want to get at it in about three years => months=36
money's not needed till 2029 => months=36
my plan is to buy a flat within two years => ?months=24 ?horizon=1_3y
I've got 6 years to go before retirement => months=72
I won't be retiring for another 14 years => months=168
I need this cash for a house purchase in 8 months => months=8
it'll be five years before we need any of it => months=60
happy to lock it away for 3 years => months=36
need it available in a year and a half => months=18
we'd be using it around 2028 => months=24
can keep it invested for at least seven years => months=84
my little boy is the only one who depends on me => dep=1
I have a wife and three children to support => dep=4
married with two young children => dep=2
I've two kids under 5 => dep=2
we have a baby girl => dep=1
father of three, all at school => ?dep=3
I support my elderly mother => dep=1
I have no one to support => dep=0
I don't have any dependants => dep=0
my wife and daughter depend on me => dep=2
there are four kids in our house => ?dep=4
I'm an accountant with a salary => src=salary
I'm a secondary school teacher in Leeds => src=salary
I get paid monthly by the council => src=salary
I've been on a pension since 2020 => src=pension
I live off a small pension => src=pension
currently not working, looking for a job => src=none
my income comes from freelancing => src=self_employed
I've got my own small business => ?src=business
I run a small company and pay myself from it => ?src=business
self-employed electrician => src=self_employed
I work part time in a shop => src=salary
I was let go in January => src=none
we're up to our eyes in debt => debt=heavy_debt
the loans are eating us alive => ?debt=heavy_debt
we get by but there's nothing left over => debt=break_even
I can usually save a bit each month => debt=some_savings
we've no debts and plenty set aside => ?debt=comfortable ?debt2=wealthy
our finances are comfortable => debt=comfortable
money is tight every month => -
income covers the bills and not much else => ?debt=break_even
I'm forty-one years old and married => age=41
I'm turning 50 next month so I'm 49 => age=49
at my age, 67, I want safety => age=67
I'm in my late fifties, 58 => ?age=58
my age is 62 => age=62
I'll be 40 in March => -
64 and still working => age=64
I was born in '72 => age=53:54
I bring in 75k plus a car => ?I=~75k
my annual pay is around 52k => I=~52k
we earn 130k combined => I=130k
pretty much 4,000 a month goes into my account => ?I=~48k
yearly salary 68,000 => I=68k ?src=salary
before tax it's 110k a year => I=110k
I've around 250k sitting in savings accounts => A=~250k
I have 90k to put somewhere safe => A=90k
got 40k from selling my car and some savings => ?A=40k
there's about 60k I could invest => A=~60k
I'm sitting on 150k in cash => A=150k
£20k in premium bonds and £30k in cash => ?A=50kGBP
we have a pot of 300k => A=300k
I can invest up to 35k => A=~35k
I want to build a fund of 100k => G=100k
the new kitchen will cost 30k => ?G=30k
we're after a loan of 75k => G=75k
I'd need about 45k to pay for the course => G=~45k
my limit is a 15% loss => loss=10_30
I could cope with losing a quarter => loss=10_30
I'd accept a fall of up to 20% => loss=10_30
losing more than 10% would be too much => loss=5_10
I'm not willing to lose anything => loss=none
about 120k a year, two kids, mortgage => I=~120k dep=2
I'm 40, about 120k a year, no kids => age=40 I=~120k
roughly 80k a year, I'm an engineer => I=~80k src=salary
120k a year => ?I=120k
my wife and I earn about 120k a year together => I=~120k
earning 95k as of this year => I=95k
it's about 60k a year that I make => I=~60k
I'd say I make 70k => I=70k
once a month I get 3k from my job => ?I=~36k
2k a fortnight after tax => ?I=~52k
I take home just over two thousand pounds a month => I=~24kGBP
mortgage and car loan eat most of my pay => ?debt=heavy_debt ?debt2=break_even
I've got more debt than I can handle => debt=heavy_debt
after rent and bills I'm left with zero => debt=break_even
every month we come out even => debt=break_even
I'm always skint by payday => ?debt=break_even
we usually have a few hundred left at the end of the month => debt=some_savings
I tuck away 10% of my pay each month => ?debt=some_savings
I've cleared all my debts and have savings => ?debt=comfortable ?debt2=some_savings
money isn't a problem for us => ?debt=comfortable ?debt2=wealthy
we have no money worries => ?debt=comfortable
I'm in over my head with credit cards => debt=heavy_debt
my repayments are more than I earn => ?debt=heavy_debt
we're financially secure => ?debt=comfortable
my bills match my income exactly => debt=break_even
I struggle to pay my loans => debt=heavy_debt
I'm rich => ?debt=wealthy
I'm 55 and I plan to retire in ten years => age=55 months=120
my retirement is in 2040 => months=168
hoping to stop working when I'm 65, I'm 50 => age=50 months=180
I'm 58; retirement at 65 => age=58 months=84
I'd like to go at 62 and I'm 47 now => age=47 ?months=180
we want to start a business in three years with this => months=36
the deposit for our house is due in six months => months=6
kids go to college in 8 and 10 years => ?months=96-120 ?dep=2
I'm going to need it for my wedding next summer => months=7:9
planning a sabbatical in two years and this is for that => ?months=24
ten years is fine by me => months=120
I've no use for it for the next three years => months=36
I will buy a car with it next June => ?months=7:19
I can part with it for two years => months=24
this has to last until 2035 => ?months=108
it needs to be there in four years => months=48
my kids, 4 and 7, rely on me => ?dep=2
two children and a stay-at-home wife => ?dep=3
wife doesn't work, 2 kids => ?dep=3
we have our first child, six months old => dep=1
I'm a single mother with a 6-year-old => dep=1
three of us at home: me, my wife and our son => ?dep=2 ?dep2=1
I help my parents out financially => ?dep=2
our little girl is four => ?dep=1
I look after my two nephews => dep=2
a teenager and a toddler => ?dep=2
my mother lives with me and I pay for everything => ?dep=1
nobody but me => ?dep=0
I don't have kids or anyone to support => dep=0
I have enough cash for 7 months => ?reserve=7
if I stopped working today I'd be ok for a year => reserve=12
our buffer is three months of salary => reserve=3
I could cover my bills for 10 months => reserve=10
rainy-day money for about half a year => reserve=6
I bought my first shares when I was 25 and never stopped => prod=stocks_funds
I've been putting money into ETFs every month for four years => prod=stocks_funds exp=2_5
I've held government bonds before, nothing else => ?prod=bond_funds ?prod2=deposits
I day traded options for two years => prod=derivatives exp=2_5
I only have a pension and a savings account => ?prod=deposits
no investments so far, just cash in the bank => ?prod=deposits ?prod2=none
I've owned shares for a decade => prod=stocks_funds exp=5_10
my first time investing => ?prod=none
we've been in index funds since 2012 => prod=stocks_funds exp=gt_10
I had some mutual funds ten years ago => prod=stocks_funds
# and once more
! I expect to need it around Christmas 2028 => months=25
we'll be moving abroad in four years and will need it then => months=48
in five years my youngest starts university => months=60 ?dep=1
it's for when I stop working in 12 years => months=144
I can commit for two years, three at a push => -
the money can be tied up for seven years => months=84
! we're getting married in 18 months so it's for that => months=18
! I don't mind waiting ten years => months=120
no plans for this money in the next five years => months=60
I could do without it for six years => months=72
two years from today I need it all => months=24
we're looking at 15 years => months=180
it would stay invested for eight years => months=96
my horizon's about 9 years => months=108
I'm thinking long term, maybe 20 years => months=240
my two girls and my wife depend on me => dep=3
I've got two little boys => dep=2
we have three kids between 4 and 11 => dep=3
! I'm responsible for my elderly parents => dep=2
four kids and a wife at home => dep=5
I've a teenage son => dep=1
there's my wife, who doesn't work, and our baby => ?dep=2
I keep my mother and a disabled sister => ?dep=2
my child support covers two kids => ?dep=2
we have a newborn => dep=1
I can't pay my debts => debt=heavy_debt
loans are piling up => debt=heavy_debt
every penny goes on bills => debt=break_even
we don't manage to save anything => debt=break_even
I save a little from each paycheck => debt=some_savings ?src=salary
we live well within our means => ?debt=comfortable ?debt2=some_savings
I'm 39 years old next week => -
I'm a mum of two, 34 => ?age=34 ?dep=2
57-year-old here => age=57
aged 48, two kids => age=48 dep=2
! I'm 42 yrs => age=42
I've just turned thirty => age=30
I'm a young 61 => age=61
turned 55 in April => age=55
10% down is as far as I'd go => loss=5_10
I could stand to lose a fifth of it => loss=10_30
! anything above a 5% loss and I'm out => loss=lt_5
! I'm fine if it drops 15% => loss=10_30
I make 5.5k per month => I=~66k
earning power is about 80k per annum => I=~80k
I get a salary of 4,200 monthly => I=~50.4k ?src=salary
! we take home 7k between us each month => I=~84k
I've got 45k set aside for this => A=45k
we've 110k in an ISA => A=110k
I have savings worth 60k => A=60k
"""
