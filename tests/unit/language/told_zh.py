# ruff: noqa: E501 - a table of sentences, one a line
"""How Chinese clients tell of themselves at length, in halves of stories and in asides.

`[open question] text => what it states for certain`, as in `stated_zh`. Sums are A (money that is
there), I (a year's income) and G (the goal's sum); w is ten thousand, ~ must stay rough. A fact
behind `?` may be found or not; `low:high` is right with anything between. Today is 22 November 2026.
"""

TEXTS = """
# ages and years of birth
我是83年生人，属猪的 => age=42:43
本人1979年2月生，国企中层 => age=47 ?src=salary
61年的人啦，腿脚还行 => ?age=65
俺今年五十有三 => age=53
哥们儿三十六，北漂十年 => ?age=36
上个礼拜刚过的四十五岁生日 => age=45
我呀，七十二喽，还能自己下楼买菜 => age=72
我今年本科刚毕业，22 => ?age=22
再有两个月就五十五了，现在五十四 => ?age=54
咱俩同岁，都是三十九 => ?age=39
我90年6月的，还没对象 => age=36
我今年虚岁五十一，周岁四十九 => age=49
今年48，儿子19，老婆46 => age=48 ?dep=1
小弟二十七岁，刚攒下第一桶金十万块 => age=27 ?A=10w
退休老太太一个，六十六岁，月退休金四千二 => age=66 src=pension I=~5.04w
[age] 82年的 => age=43:44
[age] 我1968年5月份生的 => age=58
[age] 属龙，88年 => age=37:38
[age] 三张多了，33 => age=33
[age] 四十七，快四十八了 => age=47
[age] 年纪不小咯，六十三 => age=63
[age] 不告诉你哈哈 开玩笑的 31 => age=31
[age] 我先生五十，我比他小，四十六 => age=46
[age] 二十九岁零三个月 => age=29
[age] 1975 => ?age=50:51
[age] 哦 我是1992年11月5号的生日 => age=34
[age] 今年36岁啦，本命年 => age=36
[age] 咪睇我咁後生，我五十二啦 => age=52
# horizons told by events
闺女今年初三，钱是给她上大学的，大概三四年后用 => months=36-48 ?dep=1
老二明年上小学，这钱等他上大学再动，有十二年呢 => ?months=144 ?dep=2
这笔钱我两年之内不打算碰 => months=24
我后年要换车，这20万先放着 => months=24 A=20w
五年之后儿子要结婚，到时候得拿出来 => months=60 ?dep=1
这钱是留着2029年买房的 => months=36
房子要后年才交，钱先放你们这 => ?months=24
这30万起码五六年用不上 => A=30w months=60-72
三个月后要交房款，这钱只能放三个月 => months=3
过完年就要用，也就放俩月 => ?months=2:3
明年暑假孩子出国要用 => months=7:9 ?dep=1
明年三月要还人家的，只能短放 => ?months=4
钱是明年买车的 => months=1:13
明年年底用 => months=13
[horizon] 明年 => months=1:13
[horizon] 明年下半年 => months=7:13
[horizon] 大后年 => months=36
[horizon] 估计要等到2032年吧 => months=72
[horizon] 起码三年不动 => months=36
[horizon] 我想想啊，五年左右吧 => months=60
[horizon] 俩三年 => months=24-36
[horizon] 一年到两年之间 => months=12-24
[horizon] 短的，半年 => months=6
[horizon] 放个十来年没问题 => ?months=120
[horizon] 放到2031年 => months=60
[horizon] 儿子还有七年上大学，就那时候用 => months=84 ?dep=1
[horizon] 三年后 装修 => months=36
[horizon] 唔，大概七八年 => months=84-96
[horizon] 18个月左右 => months=18
[horizon] 五年起步 => ?months=60
[horizon] 不超过半年 => horizon=lt_1y ?months=6
[horizon] 年底 => months=1
[horizon] 我今年50，60岁退休用 => age=50 months=120
我48，打算55退，这钱退了再用 => age=48 months=84
今年四十，想六十岁退休，给自己攒点养老钱 => age=40 months=240
本人35岁，计划50岁退休 => age=35 months=180
我52了，60退休的时候用这笔钱 => age=52 months=96
我三十八，五十岁之前不会动这个钱 => age=38 months=144
我现在43，准备到53岁就不干了 => age=43 months=120
我还有七年就退休了，想存点钱养老 => months=84
离退休还有十一年，攒养老 => months=132
再干四年就退了，手里80万 => months=48 A=80w
# incomes told in a roundabout way
我两口子一年到头也就挣个二十万 => I=20w
一个月到手一万三，年底还有两个月的奖金 => ?I=~15.6w
我工资八千，老婆六千 => -
刨去五险一金每个月能拿九千 => I=~10.8w
去年年薪涨到四十万了 => ?I=40w
今年大概能有三十五万的收入 => ?I=~35w
税前二十八万一年 => I=28w
我一年差不多挣12万 => I=~12w
一年大概十五万左右吧，打工的 => I=~15w src=salary
每个月固定工资一万二 => I=~14.4w ?src=salary
我月薪税后18k => I=~21.6w ?src=salary
年包60w，大厂搬砖 => I=60w ?src=salary
咱庄稼人一年也就五万块钱收入 => I=5w
开店一年净赚三十来万 => I=~30w ?src=business ?src2=self_employed
每个月房租收入五千，没别的了 => ?I=~6w
我一个月退休金3800 => I=~4.56w src=pension
退休工资每月六千多 => I=~7.2w ?src=pension
我年收入大概在20万到30万之间 => I=20w..30w
一年少说也有五十万进账 => ?I=~50w
家里每年收入80万上下 => I=~80w
月入3万多 => I=~36w
工资条上每个月15000 => I=~18w ?src=salary
我每个季度能赚五万 => I=~20w
年收入税后约港币80萬 => I=~80wHKD
我年薪台幣150萬 => I=150wTWD ?src=salary
[annual_income] 一个月一万五，13薪 => ?I=~18w ?I2=~19.5w
[annual_income] 到手二十万出头 => I=~20w
[annual_income] 看行情，好的时候四五十万 => -
[annual_income] 十二三万的样子 => I=12w..13w
[annual_income] 一百二十万，税前 => I=120w
[annual_income] 我月入两万 老公三万 => -
[annual_income] 七八万 => I=7w..8w
[annual_income] 每月六千 => I=~7.2w
[annual_income] 年薪36万加点奖金 => ?I=~36w ?src=salary
[annual_income] 30 => -
[annual_income] 没有收入 => ?I=0 ?src=none
[annual_income] 没上班，没收入 => ?I=0 src=none
[annual_income] 大概小十万 => I=~10w
[annual_income] 二十四万整 => I=24w
[annual_income] 退休金一年五万四 => I=5.4w ?src=pension
[annual_income] 5w多点 => I=~5w
[annual_income] 年收入不到十万 => -
[annual_income] 六位数 => -
# money that is there
老房子拆迁，分了两百六十万 => A=260w
我妈给我留了五十万 => A=50w
手头能动的钱有个七八十万 => A=70w..80w
卡里躺着43万，活期 => A=43w
刚卖了套房，到手三百一十万 => A=310w
攒了小半辈子，就三十万 => A=30w
我这有十五万想放你们这儿 => A=15w
银行里存了六十多万 => A=~60w
公积金取出来二十万 => A=20w
年终奖发了8万，想打理一下 => A=8w
股票里有40万，银行有60万 => -
把定期都算上，大概一百来万 => A=~100w
闲钱不多，五万块 => A=5w
手上有20个w => A=20w
去年赔偿款下来了，四十五万，一直没动 => A=45w
我先拿10万试试 => A=10w
身家也就百来万，除了房子能动的三十万 => A=30w
理财到期回来50万，不知道放哪 => A=50w
我存咗80萬港紙 => A=80wHKD
戶頭裡有三百萬台幣 => A=300wTWD
账上有一千两百万，公司的闲钱 => A=1200w
手里现金两百个达不溜 => ?A=200w
目前积蓄约RMB 35万 => A=~35w
我有美元十二万 => A=12wUSD
能拿来投的最多二十万 => A=20w
老伴走的时候留下一笔钱，三十八万 => A=38w
每月结余三千，存了有十二万了 => A=12w ?debt=some_savings
打工八年存下二十二万 => A=22w ?src=salary
嫁妆钱十八万八，想存起来 => A=18.8w
[investable_assets] 五十来个 => -
[investable_assets] 也就十几二十万 => ?A=10w..20w
[investable_assets] 不到一百万 => ?A=~100w
[investable_assets] 两百万吧，还有一套房 => A=200w
[investable_assets] 三十万，另外二十万借出去了 => A=30w
[investable_assets] 存款60万，但有10万要装修 => ?A=60w
[investable_assets] 八十 => -
[investable_assets] 一百五 => -
[investable_assets] 没啥钱，两三万 => A=2w..3w
[investable_assets] 七百万港币 => A=700wHKD
[investable_assets] 我和老婆加起来四十万 => A=40w
[investable_assets] 50w，别的都在房子里 => A=50w
# goals led by a verb of saving, needing, borrowing
想给闺女攒够八十万留学 => G=80w ?dep=1
打算五年攒出一百万首付 => G=100w months=60
计划存够两百万就退休 => G=200w
首付还差四十万 => ?G=40w
想贷款一百二十万买房 => G=120w
我想借三十万周转一下 => G=30w
厂里要进设备，需要贷两百万 => G=200w
留学一共得花一百五十万 => G=150w
目标是十年后攒到三百万 => G=300w months=120
孩子出国读研大概要六十万 => G=~60w ?dep=1
养老我算了算，得准备三百万 => G=300w
我要凑五十万彩礼 => G=50w
看中一套房，首付要九十万 => G=90w
想在三年内存下三十万 => G=30w months=36
我们想筹500万做工厂扩建 => G=500w
公司需要融资八百万 => G=800w
店里想贷个二三十万 => G=20w..30w
想买个两百万左右的房子 => G=~200w
给孩子准备二十万教育金 => G=20w
换车需要十五万，我现在有五万 => G=15w A=5w
手里有60万，想攒到100万买房 => A=60w G=100w
我每年收入25万，想五年内存够50万首付 => I=25w G=50w months=60
希望退休的时候有五百万 => G=500w
儿子结婚要用一百万，我得给他备着 => G=100w ?dep=1
[goal_amount] 一百万就够 => G=100w
[goal_amount] 大概要八九十万 => G=80w..90w
[goal_amount] 至少得200万 => G=~200w
[goal_amount] 首付百来万吧 => ?G=~100w
[goal_amount] 越多越好 => -
[goal_amount] 一年学费20万，四年 => -
[goal_amount] 借五十万 => G=50w
[goal_amount] 想攒够一百二十万 => G=120w
[goal_amount] 现在有30万，还要再攒70万 => ?A=30w
[goal_amount] 三十万左右就可以开店了 => G=~30w
# dependants in half a story
家里就我一个挣钱的，老婆带两个娃 => dep=3
离异，带着一个女儿过 => dep=1
婆婆瘫在床上，还有俩孩子上学，都指着我 => dep=3
老爸老妈都得我养，还没结婚 => dep=2
我有个自闭症的儿子，得管他一辈子 => dep=1
生了仨，最小的才两岁 => dep=3
老大上高中，老二上小学，老三还抱着 => dep=3
俩闺女，一个初二一个小学 => dep=2
孩子都成家了，就我和老伴 => -
没结婚没孩子，爸妈有退休金不用我管 => dep=0
我养着爸妈和一个读大学的妹妹 => dep=3
媳妇没工作，孩子刚满月，都靠我 => dep=2
独生子女，双方四个老人都要我们管，还有一个孩子 => ?dep=5
不婚主义，没有需要养的人 => dep=0
双胞胎儿子，刚上幼儿园 => dep=2
就一个宝贝闺女，五岁 => dep=1
单亲妈妈，独自带娃一个 => dep=1
我一个人养活一家五口 => dep=4
[dependants] 爸妈加岳父母，四个老人 => dep=4
[dependants] 一儿一女，还有老娘 => dep=3
[dependants] 老婆不上班，一个娃 => dep=2
[dependants] 孩子一个，老人都有退休金 => dep=1
[dependants] 没人靠我 => dep=0
[dependants] 就我自己 => dep=0
[dependants] 仨 => dep=3
[dependants] 小孩两个，老人一个 => dep=3
[dependants] 三个孩子，大的已经自己挣钱了 => ?dep=2
[dependants] 我爸一个人 => dep=1
[dependants] 俩口子养俩娃 => dep=2
[dependants] 老母亲跟我过，孩子在读研 => ?dep=2
[dependants] 光棍一条，没有 => dep=0
[dependants] 5个人 => dep=5
[dependants] 细路两个 => dep=2
[dependants] 老公、小孩、公婆，四个人 => dep=4
# reserve
真要断了收入，手里的钱够花半年 => reserve=6
家里备着三个月的开销 => reserve=3
存款够我们一家吃一年 => reserve=12
就算不上班，也能顶个八九个月 => reserve=8-9
手头留了够用四个月的现金 => reserve=4
应急的钱有，大概五个月生活费 => reserve=5
日常开支留了半年的，剩下20万想投 => reserve=6 A=20w
要是丢了工作，撑两三个月没问题 => reserve=2-3
[reserve_months] 够花半年 => reserve=6
[reserve_months] 撑个三四个月吧 => reserve=3-4
[reserve_months] 够吃两年的 => reserve=24
[reserve_months] 一年以上没压力 => reserve=12
[reserve_months] 三个月顶天了 => reserve=3
[reserve_months] 6 => ?reserve=6
[reserve_months] 一分没有 => reserve=0
[reserve_months] 大半年 => ?reserve=6:9
[reserve_months] 差不多八个月 => reserve=8
[reserve_months] 我算过，能撑一年半 => reserve=18
[reserve_months] 一个月都难 => ?reserve=0
# experience told in a story
08年那会儿进的股市，一直玩到现在 => prod=stocks_funds exp=gt_10
大学就开始定投基金，到现在八年了 => ?prod=stocks_funds exp=5_10
我炒股也有小二十年了 => prod=stocks_funds exp=gt_10
股海沉浮十五载 => ?prod=stocks_funds ?exp=gt_10
去年跟着同事开了个户买股票 => prod=stocks_funds exp=lt_2
前几年买过点基金，亏了就没再碰 => ?prod=stocks_funds
从前年开始买理财 => prod=wealth_products ?exp=2_5 ?exp2=lt_2
我2016年入的市 => ?exp=5_10 ?exp2=gt_10 ?prod=stocks_funds
半年前才买了第一只基金 => ?prod=stocks_funds exp=lt_2
我这辈子除了存定期啥也没买过 => prod=deposits
做过三年期货，爆过仓 => prod=derivatives exp=2_5
在银行买理财买了六七年 => prod=wealth_products exp=5_10
股票基金都玩，有七年了 => prod=stocks_funds exp=5_10
打新债的，债基也买一些 => ?prod=bond_funds ?prod2=stocks_funds
钱全在余额宝里放着 => prod=wealth_products
老股民了，二十多年 => prod=stocks_funds exp=gt_10
我没投过资，纯小白 => prod=none ?know=none
[experience_years] 刚入门，几个月吧 => ?exp=lt_2
[experience_years] 2015年牛市进来的 => exp=gt_10
[experience_years] 有个七八年了 => exp=5_10
[experience_years] 小十年 => exp=5_10
[experience_years] 二十年出头 => exp=gt_10
[experience_years] 前年开始 => ?exp=2_5 ?exp2=lt_2
[experience_years] 没有 => ?exp=0
[experience_years] 从来没投资过 => ?exp=0 ?prod=none
[experience_years] 今年才开始 => exp=lt_2
[experience_years] 从大学就开始了，有六年 => exp=5_10
[experience_years] 三年，中间停过一年 => ?exp=2_5
[experience_products] 股票，亏得底裤都没了 => prod=stocks_funds
[experience_products] 银行的理财和国债 => prod=wealth_products
[experience_products] 都没有，钱就放银行 => ?prod=deposits
[experience_products] 买过点债券基金 => prod=bond_funds
# losses
亏个百分之八九我还能睡得着 => loss=5_10
最多拿10%出来亏，多了不行 => loss=5_10
本金少一分我都不干 => loss=none
两成以内的亏损我都能扛 => loss=10_30
回撤别超过15个点 => loss=10_30
亏三四成我也无所谓 => loss=30_50
[max_loss] 一成顶多了 => loss=5_10
[max_loss] 3个点 => loss=lt_5
[max_loss] 亏四成以内都行 => loss=30_50
[max_loss] 五五开吧，亏一半 => loss=30_50
[max_loss] 我一点都亏不起 => loss=none
[max_loss] 百分之二三十 => loss=10_30
[max_loss] 10个点到15个点 => loss=10_30
# debts and income sources in passing
房贷月供一万二，压得喘不过气 => ?debt=heavy_debt
信用卡套来套去，债台高筑 => debt=heavy_debt
没车贷没房贷，小日子挺滋润 => ?debt=comfortable
每月能剩个两三千 => debt=some_savings
挣多少花多少，月月光 => debt=break_even
还完月供基本就白干 => debt=break_even
我在学校食堂上班，一个月四千五 => src=salary I=~5.4w
跑滴滴一个月挣七八千 => src=self_employed ?I=~8.4w..9.6w
开了三家奶茶店，一年利润六十万 => ?src=business ?I=60w
我是村医，工资不高 => ?src=salary
前年下岗后就没再上班 => src=none
在家当全职太太 => src=none
吃退休金的，一个月5200 => src=pension I=~6.24w
# many at once
48，离异，儿子跟我，外企，年入60个，手里200万，五年不动 => age=48 ?dep=1 ?src=salary ?I=60w A=200w months=60
姓名就不说了，女，41岁，中学老师，工资每月9000，存款35万，想给女儿攒留学钱，六年后用 => age=41 src=salary I=~10.8w A=35w months=72 ?dep=1
俺们两口子都六十多了，手里有四十来万，不敢亏，放一年定期的那种 => A=~40w ?months=12
我29，月光，但是爸妈给了20万让我学着理财 => age=29 debt=break_even A=20w
你好，我今年57，还有三年退休，攒了90万，退休前不打算用，最多能亏5% => age=57 months=36 A=90w loss=lt_5
80年的，二胎爸爸，年薪四十万，房贷还有八十万，闲钱五十万 => ?age=46 dep=2 I=40w A=50w ?src=salary
刚卖了公司，到手两千万，四十六岁，想十年后传给孩子 => A=2000w age=46 months=120 ?dep=1
工作五年存了15万，想三年后付个首付，大概要50万 => A=15w months=36 G=~50w
"""
