"""What English-speaking clients say that sounds like a fact of theirs and is none.

The form is `told_zh`'s, the kinds are those of `traps_zh`; the texts are no translations.
"""

TEXTS = """
# the time of something else beside the money
my gym contract runs another two years and I have 20k to invest => A=20k
I'm doing a one year course that cost me 9k => -
the lease is for three years, I've 30k in savings => A=30k
my stock options vest in three years => -
two more years on the car loan, 15k in cash => A=15k
tenancy ends next May, I have 12k saved => A=12k
I signed a five-year contract at 60k a year => ?I=60k ?src=salary
the insurance policy runs for twenty years, eight are paid => -
my passport is good for another five years => -
our fixed rate ends in 18 months => -
he promised to pay me back in two years => -
phone contract, 12 months left => -
I did two years in the army => -
spent three months in hospital => -
my degree takes three more years => -
warranty lasts ten years => -
the fund manager has been there for five years => -
my probation is three months => -
visa's valid for two years, 40k saved => A=40k
the building work will take six months => -
my notice period is three months => -
my subscription renews in a year => -
# people who are named and not supported
I have two sisters abroad => -
two friends sent me here => -
I run the shop with two partners => ?src=business
I manage five people => ?src=salary
three of my colleagues bought it => -
there are thirty kids in my class => -
my son has three children => -
my parents are fine, they've got pensions => -
all three kids have jobs => -
the neighbours put two kids through college => -
a cousin of mine works at your bank => -
both my sons are married => -
my two nephews are students => -
I have four tenants => -
we're a team of six => -
my ex has two kids => -
# experience in a trade
I've run a building firm for twenty years => ?src=business
accountant for 15 years => src=salary
I've been driving a taxi for 12 years => ?src=self_employed ?src2=salary
sold insurance for eight years => ?src=salary
I did IT at a brokerage for six years => -
I've taught economics for ten years => ?src=salary
my husband managed a fund for ten years => -
been an estate agent five years => ?src=salary ?src2=self_employed
wrote about markets for four years, never bought anything => ?prod=none
ten years in the property business => ?src=business
I worked on a futures desk as a secretary for 3 years => ?src=salary
# planned savings are not money that is there
I plan to save 500 a month => -
I'll get a 20k bonus next year => -
once the house is sold we'll have 300k => -
I hope to inherit 200k some day => -
if I had a million what would you do with it => -
I want to put 5k a year into a fund => -
expecting a 30k payout in spring => -
I could save ten thousand a year => ?debt=some_savings
if I save 300 a month for ten years what will I have => -
we'd like to win the lottery, 5 million please => -
people owe me 40k => -
I intend to put away half my salary => ?src=salary
my shares vest next year, about 80k => -
by 2030 I'll have saved 100k => ?months=48 ?G=100k
should get 60k when the divorce is through => -
# the income and money of others, and of firms
my boss makes 500k a year => -
my brother earns 80k and has 200k saved => -
our company turned over 3 million last year => -
the factory's revenue is 800k => -
your managers must make 200k => -
my neighbour made 50k on shares => -
my daughter's on 45k => -
my wife earns 60k and I stay at home => ?src=none
the average salary here is 30k => -
I used to make 100k => -
my last job paid 2,500 a month => -
I've been offered 90k but haven't started => -
a client of mine has 2m to invest => -
they pay new hires 70k => -
my parents' pension is 1,500 a month => -
the business makes 300k a year => ?I=300k
her salary is 5k a month => -
# prices, limits, products
is the minimum 100k => -
a 20k threshold is too much for me => -
deposits are only insured up to 85k aren't they => -
that house is 800k => -
tuition is 8k a year => -
I paid 30k for the car => -
my house is worth 500k => -
I lost 30k last year => -
my mortgage is 1,200 a month => -
I owe the bank 60k => -
my credit limit is 10k => -
what do clients with over 5 million get => -
is your fee 0.5% => -
rent's 1,500 a month => -
I spent 12k on the boiler => -
we turned down an offer of 400k => -
# ages and years that are no age of the client
I moved here in 2015 => -
my son was born in 1998 => -
my grandson is ten => -
is there a discount for over 60s => -
my mother-in-law, 78, lives with us => ?dep=1
the house was built in 1985 => -
bought the flat in 2018 => -
my company was founded in 1990 => -
can you still invest at 70 => -
my brother is 40, five years younger than me => ?age=45
I was 25 when I joined => -
I was 28 when we married => -
a 45 year old guy down the road told me about you => -
state pension age is 67 => -
my daughter turns 18 next year => -
I live at number 45 => -
room 52, 3rd floor => -
# losses and shares that are no limit
my fund fell 20% last year => -
rates are only 1.5% => -
70% of my portfolio is in shares => ?prod=stocks_funds
is a 30% deposit enough => -
I got a 10% raise => -
is there a 50% discount on fees => -
lost half in crypto, never again => -
he says you can lose 10% at most, I don't believe it => -
[max_loss] depends on what I could gain => -
[max_loss] 20k => -
[max_loss] what was your worst year => -
[max_loss] I lost thirty percent in 2022 and it hurt => -
# answers that do not answer
[age] about your dad's age => -
[age] mother of 2 => ?dep=2
[age] my dad is 62 => -
[dependants] my mum is 70 => -
[dependants] maybe in two years => -
[dependants] two flats => -
[horizon] my son is three => -
[horizon] what's the rate on the three year one => -
[horizon] I've been saving for five years => -
[horizon] the contract is three years => -
[reserve_months] I've been working for three months => -
[reserve_months] rent is paid for six months => -
[experience_years] I've worked for ten years => -
[experience_years] I want to learn for three years => -
[annual_income] the house is 300k => -
[annual_income] the company does 2m a year => -
[annual_income] I've 50k in savings => A=50k
[investable_assets] my salary is 90k => I=90k ?src=salary
[investable_assets] a mortgage of 220k => -
[investable_assets] I want to save 50k => ?G=50k
[investable_assets] house is worth 400k, no cash => -
[goal_amount] I have 40k now => A=40k
[goal_amount] 5 years => ?months=60
[goal_amount] 30% deposit => -
# a second round of all of these
[annual_income] our shop turns over 80k a year => -
[annual_income] my dad makes 30k => -
[annual_income] people in my role get 45k => -
[annual_income] industry average is 38k => -
[annual_income] the factory makes 200k profit => -
[annual_income] two years ago it was 40k, now nothing => -
[annual_income] my husband earns most of it, 50k => -
[annual_income] they gave me an 8k bonus last year => -
[max_loss] I'd be happy with a 20% gain => -
[max_loss] the bank says 5% at most => -
[max_loss] last time it fell 15% I ran => -
[max_loss] my friend can take 30% => -
[max_loss] 10% a year growth is enough => -
[max_loss] no more than 30% in stocks => -
[experience_years] I've been in finance for fifteen years => -
[experience_years] married eight years => -
[experience_years] my brother's done it for ten years => -
[experience_years] I'm planning to invest for five years => -
[experience_years] the fund is three years old => -
[horizon] the rent is fixed for six months => -
[horizon] I've worked for three years => -
[horizon] my contract runs till next year => -
[horizon] the last one was two years => -
[horizon] my ex says five years => -
[horizon] what do you usually suggest, three years => -
I share a flat with two friends => -
my company has five people => -
I've got three nephews and nieces => -
two kids upstairs keep me awake => -
two employees work for me => -
my niece has two kids => -
I studied nursing for three years => -
my training ends in three months => -
he'll pay the loan back in three years => -
I've had this phone number for ten years => -
we're renting the shop for another three years => -
posted abroad for two years, back next year => -
six month probation at 2k a month => ?I=~24k
I turned down a job paying 90k => -
my friend's company makes 500k a year => -
I want to earn a million a year => ?G=1m
the lottery could bring 5 million => -
I plan to put away 10k a year => -
I'll inherit two flats one day => -
80k is coming in the second half of the year => -
my wife has 30k of her own => -
my dad's 30k is in my account => -
I'm holding 20k for a friend => -
if I sold the house I'd get 200k => -
I know a bit about futures but never traded => -
interned at a futures broker for six months => -
taught a stock trading class for ten years => -
followed the markets for three years => -
my boyfriend has traded for five years => -
I worked in Leeds in 88 => -
my kid was born in 88 => -
a house from 1990 => -
graduated in 95 => -
my car is a 2015 model => -
I work with three nurses => -
my doctor told me to slow down => -
my accountant says I should save more => -
ask your manager, I'm on hold => -
my nephew's 26 and just got married => -
her husband owns a company and makes 200k => -
house prices round here average 300k => -
my phone bill is 100 a month => -
my sister-in-law lost 30k in stocks => -
this fund went up 60% in three years => -
mum always says keep a year of expenses => -
my son's girlfriend works in a bank => -
the council charges us 2k a year => -
a customer owes me 40k => -
won 1k in the office raffle => -
it took me three months to learn to drive => -
there are twelve people in my team => -
only three kids in her nursery class => -
the project will take five years => -
once my son graduates in five years we'll see => -
I asked my boss for a 20% raise => -
we put down 30% on the house => -
my uncle's in his eighties and still trades => -
they're raising the retirement age to 68 => -
my brother says a 10% loss is normal => -
I had surgery two years ago => -
I lent a friend 20k, he'll repay it in a year => -
my husband's company lost 200k this year => -
I used to earn 50k, now I'm out of work => src=none
my partner's been a financial adviser for ten years => -
the bank approved a 50k overdraft => -
it's an hour's drive to my office => -
my cousin has three kids => -
I've lived here for twenty years => -
I mean my colleague, he has 300k => -
the kitchen took six months => -
our dog is five => -
I need a reply within two days => -
my lease is up in three years and I have no plans => -
"""
