# ruff: noqa: E501 - a table of sentences, one a line
"""A second table of what Chinese clients tell, written when the first one was understood.

The form is `told_zh`'s; the last part holds what only sounds like a fact.
"""

TEXTS = """
# age
我今年三十有二，在读博士 => age=32
我七八年的，快五十的人了 => age=47:48
我妈五十八，我三十一 => age=31
女，46岁，会计 => age=46 src=salary
大爷我今年六十九 => age=69
刚过完三十九岁生日没几天 => age=39
本人出生于1987年4月，已婚 => age=39
[age] 奔四了，三十八 => age=38
[age] 呃，四十九周岁 => age=49
[age] 属虎的，86年 => age=39:40
[age] 六十刚出头，61 => age=61
[age] 62年12月的 => age=63
[age] 跟我老婆同岁，37 => age=37
[age] 身份证上写的是1990年10月 => age=36
# horizon
我44岁，等到50岁的时候要用这笔钱 => age=44 months=72
这钱六年内都不会动 => months=72
我儿子再过四年高考，这是他的大学钱 => months=48 ?dep=1
打算放到女儿出嫁，大概八年以后 => months=96 ?dep=1
两年半以后交房要付尾款 => months=30
大概明年春天装修要用 => months=4:6
这笔钱最快也要三年后才用得着 => months=36
放个一年两年的都行 => months=12-24
这钱我十几年都不会动它 => horizon=gt_10y ?months=132-228
今年54，六十岁退休，想给养老攒点钱 => age=54 months=72
我三十五，打算五十五岁提前退休 => age=35 months=240
后年六月要用这笔钱付首付 => months=19
[horizon] 两三年肯定不动 => months=24-36
[horizon] 一年半左右 => months=18
[horizon] 说不好，五年总有吧 => ?months=60
[horizon] 等孩子上大学，还有九年 => months=108
[horizon] 2028年年底 => months=25
[horizon] 要用的时候大概是后年 => months=24
[horizon] 六个月到九个月 => months=6-9
[horizon] 半年不到 => horizon=lt_1y ?months=5:6
[horizon] 至少十年起 => ?months=120
[horizon] 我四十五，六十退休，退休用 => age=45 months=180
# income
我在超市当收银员，每个月到手三千六 => I=~4.32w ?src=salary
做程序员的，年薪税前45万 => I=45w ?src=salary
年收入大约二十六七万 => I=26w..27w
我一个月底薪五千，提成不固定 => ?I=~6w
我和先生一年加起来能有七十万 => I=70w
自己接单做翻译，每月一万上下 => src=self_employed I=~12w
每年到手大概18万，其余都交房贷了 => I=~18w
家里种大棚的，一年能落个十万块 => ?I=~10w
我的退休金是一个月4600块 => src=pension I=~5.52w
年薪三十个，不含期权 => ?I=30w ?src=salary
包租公一枚，年租金收入24万 => ?I=24w
[annual_income] 三十二万 => I=32w
[annual_income] 每月一万二到一万五 => I=~14.4w..18w
[annual_income] 税后二十五六万 => I=25w..26w
[annual_income] 大概是8万5 => I=~8.5w
[annual_income] 我的话一年也就十一二万 => I=11w..12w
[annual_income] 月薪一万出头 => I=~12w ?src=salary
# assets
手头有一百二十万，刚到期的大额存单 => A=120w
我存了快二十年，有六十五万 => A=65w
卖了老家的房，现在卡里两百一十万 => A=210w
奶奶留给我三十万 => A=30w
打算拿出15万来做配置 => A=15w
余额宝里有8万多，想挪出来 => A=~8w ?prod=wealth_products
现在手里能用的大概四十万 => A=~40w
一共有九十万，其中三十万要留着应急 => ?A=90w
账户里趴着25万美元 => A=25wUSD
我这边有500万左右的可投资资金 => A=~500w
买断工龄给了三十五万 => A=35w
彩礼收了二十八万八，想存起来 => A=28.8w
[investable_assets] 六七十万 => A=60w..70w
[investable_assets] 一百万整 => A=100w
[investable_assets] 不多，十来万 => A=~10w
[investable_assets] 存款35万，股票10万 => ?A=~45w
[investable_assets] 三百来万吧 => A=~300w
[investable_assets] 只有两万块 => A=2w
# goal
想给儿子攒一套房的首付，八十万 => G=80w ?dep=1
打算贷一百五十万买套小户型 => G=150w
我想六年后能有两百万 => G=200w months=72
要给女儿准备一百万嫁妆 => G=100w ?dep=1
需要五十万开个店 => G=50w
公司想借三百万买设备 => G=300w
准备攒二十万去环游世界 => G=20w
退休前想攒到四百万 => G=400w
[goal_amount] 六十万左右 => G=~60w
[goal_amount] 得一百五十万吧 => G=~150w
[goal_amount] 首付要九十万，税费十万，加起来一百万 => ?G=100w
[goal_amount] 最少也要三百万 => G=~300w
# dependants
离婚了，儿子归我 => dep=1
老婆全职带娃，娃一岁半 => ?dep=2
上面两个老人要赡养，下面一个小孩 => dep=3
家里三个小孩都还在上学 => dep=3
我每个月要给乡下父母寄钱 => ?dep=2
我有两个女儿，小的刚上幼儿园 => dep=2
没娃，爸妈也不用我操心 => dep=0
[dependants] 俩娃加一个老人 => dep=3
[dependants] 就一个上大学的儿子 => dep=1
[dependants] 媳妇和两个孩子 => dep=3
[dependants] 都不用我养 => dep=0
[dependants] 3个，爹妈和儿子 => dep=3
[dependants] 有四口人吃饭靠我 => ?dep=4 ?dep2=3
# reserve
留出来的应急钱能顶一年 => reserve=12
我们备了大概十个月的生活费 => reserve=10
手里的活钱够家里用五个月 => reserve=5
[reserve_months] 两个月左右 => reserve=2
[reserve_months] 能撑大半年 => reserve=6:9
[reserve_months] 差不多一年的开支 => reserve=12
[reserve_months] 没准备过 => ?reserve=0
# experience
我买股票买了有十二年了 => prod=stocks_funds exp=gt_10
一直就存定期，别的没碰过 => prod=deposits
前两年跟风买过股票，亏了不少 => prod=stocks_funds
做外汇保证金三年多了 => prod=derivatives exp=2_5
从2020年开始买银行理财 => prod=wealth_products exp=5_10
我炒股才半年 => prod=stocks_funds exp=lt_2
[experience_years] 大概六七年 => exp=5_10
[experience_years] 十五年有了 => exp=gt_10
[experience_years] 2019年底入的市 => exp=5_10
[experience_products] 股票、期货都做过 => prod=derivatives
[experience_products] 买过国债和定期 => prod=deposits
# losses and debts
最多亏个两成，再多我就睡不着了 => loss=10_30
能接受百分之五以内的亏损 => loss=lt_5
[max_loss] 百分之十到二十 => loss=10_30
[max_loss] 最多三成 => loss=10_30
[max_loss] 本金一分不能少 => loss=none
每个月工资还完贷款就所剩无几 => ?debt=break_even
每月都能攒下几千块 => debt=some_savings
没有贷款，日子过得挺宽裕 => debt=comfortable
# many
我50岁，国企职工，月薪一万，女儿在读大学，手里80万，五年内不用，最多亏10% => age=50 src=salary I=~12w ?dep=1 A=80w months=60 loss=5_10
90年的，未婚，互联网打工人，年薪50万，攒了70万想五年后买房 => age=35:36 src=salary I=50w A=70w months=60
老两口都退休了，俩人退休金一个月一万，存款一百二十万，只想保本 => ?src=pension I=~12w A=120w
# what only sounds like a fact
我表弟今年32，在银行上班 => -
我签了两年的竞业协议 => -
驾照还有六年到期 => -
公司今年利润三百万，跟我没关系 => -
房贷还剩一百一十万，还要还二十二年 => -
楼上邻居存了两百万 => -
想攒钱但是还没开始攒 => -
我打算明年开始每月存三千 => -
等年底奖金发下来有十万 => -
孩子他舅舅做期货的 => -
我开饭店开了十五年了 => ?src=business ?src2=self_employed
当了八年护士 => ?src=salary
两个同学合伙开了公司 => -
三个室友都买了基金 => -
你们网点开了几年了 => -
有没有一年期的产品 => -
存三年和存五年哪个划算 => -
借给我弟五万，还没还 => -
去年卖基金亏了四万 => -
车位二十万买亏了 => -
我女儿的学费一年三万八 => -
我先生一个月挣两万，我不上班 => src=none
爷爷七十九了身体还硬朗 => -
你们经理看着也就三十岁 => -
我2008年参加工作的 => -
我家住8楼 => -
听说你们最低要一百万才行 => -
要是能有两百万退休就好了 => ?G=200w
我同事说放三年最划算 => -
宽带合约还有半年 => -
儿子明年中考 => ?months=1:13 ?dep=1
保单交满十年了 => -
我读的是三年制的大专 => -
我婆婆一个人住，退休金三千 => -
网上说要留六个月的备用金 => -
[horizon] 我房子贷了二十年 => -
[horizon] 看产品，你们有几年的 => -
[reserve_months] 工资两个月没发了 => -
[dependants] 我有三个兄弟 => -
[dependants] 我二姐五十了 => -
[age] 我女儿二十四 => -
[annual_income] 我对象二十万 => -
[annual_income] 存了二十万 => A=20w
[investable_assets] 一个月八千工资 => I=~9.6w ?src=salary
[goal_amount] 三年吧 => ?months=36
"""
