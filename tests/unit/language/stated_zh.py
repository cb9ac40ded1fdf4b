# ruff: noqa: E501 - a table of sentences, one a line
"""What Chinese clients say of themselves, and what they only seem to say.

One sentence a line: `[open question] text => what it states for certain`. `-` is nothing; amounts
are left to their own tests; needs are judged only where they stand. Today is 22 November 2026.
"""

TEXTS = """
# ages
我今年45岁 => age=45
今年四十二，已婚 => age=42
我三十八了 => age=38
本人52周岁 => age=52
我是个28岁的程序员 => age=28 src=salary
35岁，单身，在杭州上班 => age=35 src=salary
我都快六十了 => -
虚岁五十 => -
我虚岁46 => -
我属牛的 => -
我85年的 => age=41
我是1985年出生的 => age=41
85后，有两个娃 => dep=2
八零后一枚 => -
九零后，刚买了房 => -
四十出头 => -
我四十来岁 => -
三十好几了还没存款 => -
奔五的人了 => -
年过半百 => -
刚满三十 => age=30
刚过完五十岁生日 => age=50
下个月就满40岁了 => -
明年就60了 => -
再过两年我就60了 => -
我1985年3月出生 => age=41
我儿子今年18岁 => -
我妈65岁，身体还好 => -
老公42，我40 => age=40
我40，老公42 => age=40
我40岁，老公42岁 => age=40
我和爱人都是45岁 => -
我爸今年六十五，退休了 => -
帮我爸问的，他今年68岁 => -
如果我现在30岁该怎么配置 => -
假设我是45岁 => -
要是我才25岁就好了 => -
我30岁那年开始炒股 => prod=stocks_funds
我25岁就出来工作了 => -
我打算55岁退休 => -
到60岁退休还有15年 => months=180
我今年45，想60岁退休 => age=45 months=180
不是45岁，是54岁 => age=54
我45岁，不对，46岁 => age=46
我不是45，我54 => age=54
年龄：39 => age=39
女，33，未婚 => age=33
男，47岁，已婚有一女 => age=47 dep=1
[age] 四十三 => age=43
[age] 43了 => age=43
[age] 过完年就44了 => -
[age] 今年本命年 => -
[age] 比我老婆大三岁 => -
[age] 七零后 => -
[age] 1980年的 => -
[age] 五十多了 => -
[age] 您猜，哈哈，51 => age=51
[age] 我妈70，我45 => age=45
[age] 55，还有五年退休 => age=55 months=60
[age] 三十而立 => -
[age] 周岁29虚岁30 => age=29
# dependants
两个孩子要养 => dep=2
我有一儿一女 => dep=2
家里两个娃，一个上小学一个上初中 => dep=2
上有四老下有一小 => -
没有孩子，也不用养父母 => dep=0
我单身，没人要我养 => dep=0
一人吃饱全家不饿 => dep=0
要供两个孩子读书 => dep=2
养着一个孩子和两个老人 => dep=3
两个孩子都已经工作了 => -
准备要二胎 => -
我朋友有三个孩子 => -
如果以后有两个孩子怎么办 => -
我有个女儿，今年八岁 => dep=1
就一个儿子，上高中 => dep=1
三个孩子，两个已经成家 => -
我们是丁克 => -
家里有五口人 => -
我有两个员工 => -
我有两个哥哥 => -
孩子两岁了 => -
[dependants] 两个 => dep=2
[dependants] 一个孩子 => dep=1
[dependants] 老婆孩子加老妈，三个 => dep=3
[dependants] 媳妇、俩娃、我妈 => dep=4
[dependants] 父母和一个孩子，共三人 => dep=3
[dependants] 老人自己有退休金，就养一个孩子 => dep=1
[dependants] 没有，我自己顾自己 => dep=0
[dependants] 暂时没有 => dep=0
[dependants] 一大家子 => -
[dependants] 孩子 => -
[dependants] 老婆和孩子 => -
[dependants] 两三个吧 => -
[dependants] 目前没有，明年可能有一个 => -
[dependants] 一个，不对，两个 => dep=2
[dependants] 不是三个，是两个 => dep=2
[dependants] 孩子大了不用管，就老伴一个 => dep=1
[dependants] 一家四口，就我挣钱 => dep=3
[dependants] 我爸、我妈、还有一个妹妹在上学 => dep=3
[dependants] 我弟有两个孩子 => -
[dependants] 零 => dep=0
# income source
靠工资过日子 => src=salary
我是老师，在中学教书 => src=salary
打工的，没别的收入 => src=salary
已经退休了，每个月领退休金 => src=pension
自己开了个小厂，收入就靠厂里 => src=business
我是自由职业，接设计的活 => src=self_employed
目前没工作，在家带孩子 => src=none
全职妈妈一个 => src=none
刚失业三个月 => src=none
跑网约车的 => src=self_employed
摆摊卖早点的 => src=self_employed
我在国企上班 => src=salary
我在银行工作 => src=salary
我以前是老师 => -
我以前上班，现在自己接活干 => src=self_employed
我老公是医生 => -
我爸靠退休金生活 => -
我不是打工的 => -
主要靠房租 => -
明年准备辞职 => -
想找份稳定工作 => -
孩子还没工作 => -
没有失业 => -
担心失业怎么办 => -
万一失业了怎么办 => -
失业保险怎么领 => -
公务员考试难不难 => -
[income_source] 上班 => src=salary
[income_source] 老婆上班，我没工作 => src=none
[income_source] 公司分红 => src=business
[income_source] 拿死工资 => src=salary
# debts
欠了一屁股债 => debt=heavy_debt
每个月还完房贷基本不剩什么，收支相抵 => debt=break_even
月光族一个 => debt=break_even
我是月光 => debt=break_even
没有负债，手头比较宽裕 => debt=comfortable
每个月都有一些结余 => debt=some_savings
以前欠过一屁股债，现在还清了 => -
我弟欠了一屁股债 => -
没有负债 => -
有房贷 => -
负债累累的人能做理财吗 => -
财务上比较宽裕 => debt=comfortable
手头很紧 => -
如果负债累累还能投资吗 => -
# reserve
应急钱够花半年 => reserve=6
手头的存款够家里开销八个月 => reserve=8
备用金大概能撑三个月 => reserve=3
留了六个月的生活费 => reserve=6
存了一年的生活费应急 => reserve=12
失业了也能撑两年 => reserve=24
应急的钱够用三到六个月 => reserve=3-6
备用金只够一个月 => reserve=1
没有应急金 => -
想存够半年的备用金 => -
专家说要留六个月生活费 => -
应该留几个月生活费 => -
应急金一般留六个月够吗 => -
如果有六个月备用金是不是就够了 => -
我老婆那边有六个月生活费 => -
[reserve_months] 半年多 => reserve=6
[reserve_months] 五六个月 => reserve=5-6
[reserve_months] 一年吧 => reserve=12
[reserve_months] 撑不过三个月 => -
[reserve_months] 一年没问题 => reserve=12
[reserve_months] 最多两个月 => reserve=2
[reserve_months] 没有 => reserve=0
[reserve_months] 一点都没有 => reserve=0
[reserve_months] 没存钱 => reserve=0
[reserve_months] 够花三四个月 => reserve=3-4
[reserve_months] 够一年，哦不，够半年 => reserve=6
[reserve_months] 很久 => -
[reserve_months] 一个季度的 => reserve=3
# horizon
这笔钱三年不用 => months=36
打算放五年 => months=60
三到五年吧，想放着 => months=36-60
能放个两三年 => months=24-36
我想做一年半的投资 => months=18
半年内要用 => horizon=lt_1y
五年以后买房用 => months=60
十年之内不会动这笔钱 => months=120
这笔钱至少放三年 => months=36
放十年以上 => horizon=gt_10y
不到一年就要用 => horizon=lt_1y
孩子还有六年上大学，给他存学费 => months=72
还有八年退休，想存点养老钱 => months=96
2030年要用这笔钱 => months=48
2031年孩子上大学用 => months=60
后年买房用 => months=24
明年孩子上大学 => months=11
明年9月孩子上大学用 => months=10
明年要用 => months=11
明年退休 => months=11
今年年底就要用这笔钱 => months=1
大概放三年左右 => months=36
三年，不对，五年 => -
不是五年，是三年，这钱放三年 => months=36
这钱放三年或者八年 => -
三年还是五年没想好 => -
放三年还是放五年？ => -
长期持有 => -
先放一段时间 => -
放几年再说 => -
三年期的产品有吗 => -
有没有五年期的理财 => -
三年定期利率多少 => -
五年期国债收益怎么样 => -
买三年期的国债划算吗 => -
你们三年期的产品亏过吗 => -
你们公司成立多少年了，有十年吗 => -
这个产品要锁定三年？太长了 => -
封闭期三年我接受不了 => -
如果放三年能有多少收益 => -
假如我放五年 => -
我朋友放了三年亏了 => -
我老公想放十年 => -
我爸说放五年比较好 => -
经理建议我放三年 => -
我没说要放五年 => -
谁说我要放三年了 => -
我什么时候说过放三年 => -
不想放三年那么久 => -
放三年太久了 => -
三年太长了，一年吧 => -
三年前买的基金 => -
去年放了一年 => -
这笔钱已经放了三年 => -
存了三年定期，刚到期 => -
房贷还有二十年 => -
我结婚十年了 => -
工作五年了 => -
在这家公司干了八年 => -
孩子三年级 => -
三年内涨了一倍 => -
年化收益三年平均多少 => -
过去五年的业绩怎么样 => -
近三年回报 => -
两年前退休的 => -
我今年45，想投到60岁 => age=45 months=180
我50岁，这钱60岁退休再用 => age=50 months=120
[horizon] 五年 => months=60
[horizon] 三五年 => months=36-60
[horizon] 一年以内 => horizon=lt_1y
[horizon] 几年 => -
[horizon] 不好说，看情况 => -
[horizon] 长期 => -
[horizon] 越久越好 => -
[horizon] 两年后孩子上大学 => months=24
[horizon] 至少五年 => months=60
[horizon] 我房贷还有十年，这钱五年后用 => months=60
[horizon] 三年或五年 => -
[horizon] 3年以上 => horizon=3_5y
[horizon] 不是三年，五年 => months=60
[horizon] 十年八年 => -
[horizon] 2029年 => months=36
[horizon] 后年 => months=24
[horizon] 下个月 => months=1
[horizon] 等我60岁 => -
[horizon] 等孩子上大学 => -
[horizon] 随时 => -
[horizon] 如果行情好就三年 => -
[horizon] 上次放了三年，这次五年 => months=60
[horizon] 别超过两年 => months=24
[horizon] 一两年，最多三年 => -
[horizon] 我老婆说三年 => -
[horizon] 半年到一年 => months=6-12
# experience
炒股十年了 => exp=5_10 prod=stocks_funds
我有八年投资经验 => exp=5_10
买基金三年了 => exp=2_5
股龄十五年 => exp=gt_10
刚开始投资不到一年 => exp=lt_2
做投资二十多年 => exp=gt_10
从2018年开始炒股 => exp=5_10 prod=stocks_funds
15年入市的 => -
我爸炒股二十年 => -
我老公炒股十年了，亏过一半 => -
我老公玩股票十几年，我没买过 => -
打算炒股三年 => -
我做外贸十年了 => -
工作十年，没投资过 => prod=none
炒过两年股，后来不做了 => exp=2_5 prod=stocks_funds
我没有投资经验 => prod=none
投资小白 => -
买过银行理财 => prod=wealth_products
只存过定期 => prod=deposits
玩过期货，亏惨了 => prod=derivatives
一直买国债 => prod=deposits
手里有几只股票 => prod=stocks_funds
没碰过股票，只买余额宝 => prod=wealth_products
想试试期权 => -
我朋友做期货的 => -
期货是什么 => -
期货风险大吗 => -
我不炒股 => -
没买过基金 => -
除了存款什么都没买过 => prod=deposits
我哥买过期权，我只买过基金 => -
老婆买过基金，我买过股票 => prod=stocks_funds
听说买过信托的人都亏了 => -
[experience_years] 三年多 => exp=2_5
[experience_years] 十几年 => exp=gt_10
[experience_years] 五六年 => exp=5_10
[experience_years] 一年不到 => exp=lt_2
[experience_years] 还没开始 => -
[experience_years] 我爸二十年，我两年 => exp=2_5
[experience_years] 2019年开始的 => exp=5_10
[experience_years] 从去年开始 => exp=lt_2
[experience_years] 断断续续 => -
[experience_years] 工作二十年，投资就三年 => exp=2_5
[experience_years] 十年以上 => exp=gt_10
[experience_products] 股票和基金 => prod=stocks_funds
[experience_products] 没买过股票，买过国债 => prod=deposits
[experience_products] 定期存款 => prod=deposits
[experience_products] 就余额宝 => prod=wealth_products
# greatest loss
最多能亏10% => loss=5_10
亏损控制在5%以内 => loss=lt_5
能承受两成的亏损 => loss=10_30
亏一半我也认了 => loss=30_50
跌三成没问题 => loss=10_30
我能接受百分之十五的回撤 => loss=10_30
一分钱都不能亏 => loss=none
本金不能动 => loss=none
本金不能有任何损失 => loss=none
最多亏一成，再多就受不了了 => loss=5_10
亏10%可以，20%就不行了 => loss=5_10
10%以内的亏损能接受 => loss=5_10
能接受10%到20%的波动 => loss=10_30
不能超过5%的亏损 => loss=lt_5
亏20%我睡不着 => -
跌20%我就割肉 => react=sell_all
我可受不了亏20% => -
去年亏了20% => -
我买的基金跌了30% => -
我老公能接受30%的亏损 => -
我老婆最多接受5% => -
如果亏20%怎么办 => -
会亏20%吗 => -
最多会亏多少，30%？ => -
万一跌一半呢 => -
我没说过能亏20% => -
我从来没说能接受20%的亏损 => -
谁说我能亏20% => -
不是20%，最多10%的亏损 => loss=5_10
别人能亏30%我不行 => -
有人亏了一半 => -
听说有人亏了50% => -
客户经理说最多亏5% => -
产品说明写着最大回撤10% => -
历史最大回撤20% => -
能亏一点，别太多 => -
亏点没事 => -
收益能有10%吗 => -
希望年化10% => -
拿两成仓位买股票 => -
股票占三成 => -
亏20%还是30%都行？ => -
可以亏10%或者20% => -
涨20%我就卖 => -
跌20%我会加仓 => react=buy_more
[max_loss] 两成 => loss=10_30
[max_loss] 百分之五 => loss=lt_5
[max_loss] 一半吧 => loss=30_50
[max_loss] 10%左右 => loss=5_10
[max_loss] 15% => loss=10_30
[max_loss] 不能亏 => loss=none
[max_loss] 20%以上我受不了 => loss=10_30
[max_loss] 20%就受不了了 => -
[max_loss] 10%还是20%呢 => -
[max_loss] 比10%少 => loss=5_10
[max_loss] 不超过20% => loss=10_30
[max_loss] 三分之一 => loss=30_50
[max_loss] 亏20%我就难受，10%还行 => loss=5_10
[max_loss] 别人10%，我20% => loss=10_30
[max_loss] 去年亏过30%，这次最多10% => loss=5_10
[max_loss] 超过一成就不行 => loss=5_10
[max_loss] 全亏光也行 => loss=gt_50
[max_loss] 看情况 => -
# reaction, attitude, objective, liquidity, capacity, knowledge said outright
要是跌了20%，我会全部卖掉 => react=sell_all
跌20%我肯定睡不着 => -
跌了我就再买点 => react=buy_more
大跌的时候我一般拿着不动 => react=hold
跌20%的话我会卖掉一部分 => react=sell_some
跌20%我不会全卖 => -
我老公跌了就全卖 => -
上次跌了我全卖了，后悔死了 => -
我的风险偏好是稳健型 => att=cautious
我是保守型投资者 => att=averse
我属于激进型的 => att=seeking
我比较保守 => -
我不是保守型 => -
稳健型产品有哪些 => -
测评结果说我是进取型，我不同意 => -
我老婆是保守型 => -
目标就是保本 => obj=preserve
主要想每个月有一笔固定收入 => obj=income
追求收益最大化 => obj=maximum_growth
以长期增值为主 => obj=growth
这钱中途不会动用 => liq=none
中间可能要用一半 => liq=half
中途可能要拿一小部分出来用 => liq=some
我自己做决定，没有监护人 => cap=full
我有监护人 => cap=limited
我是孩子的监护人 => -
监护人是什么意思 => -
我对投资一窍不通 => know=none
我老婆对投资一窍不通 => -
# needs
想给孩子存点上大学的钱 => needs=education
孩子明年上大学 => months=11 needs=education
怕钱贬值，想让钱保值增值 => needs=investing
钱放银行不涨，想找点别的出路 => needs=investing
不想让钱躺在银行里 => needs=investing
想攒个首付 => needs=home_purchase
给爸妈买份医疗险 => needs=protection
怕以后老了没钱花 => needs=retirement
店里进货缺钱 => needs=financing
想给员工发工资方便点 => needs=payments
公司账上有点闲钱 => needs=corporate_treasury
想把家业传给儿子 => needs=wealth_planning
不买保险，就想理财 => needs=investing
不考虑贷款 => needs=
我不是来贷款的，是来存养老钱的 => needs=retirement
先不考虑买房 => needs=
我朋友想买房 => needs=
我已经有房了 => needs=
养老院贵吗 => needs=
我在保险公司上班 => src=salary needs=
想给孩子留点教育金，顺便买点保险 => needs=education+protection
养老和孩子上学都要考虑 => needs=education+retirement
房贷压力大 => debt=heavy_debt needs=
什么是养老金 => needs=
我们是基金公司，想订研报 => needs=research
家里老人要养老，孩子要读书 => needs=education+retirement
随时能取的那种，放点零钱 => needs=cash_management
[needs] 保险 => needs=protection
[needs] 都不是 => needs=
[needs] 不要保险，要养老 => needs=retirement
[needs] 给孩子的 => needs=
[needs] 孩子读书还有我们俩养老 => needs=education+retirement
[needs] 攒钱换套大房子 => needs=home_purchase
# several at once, and all of one breath
42岁，已婚，两个孩子，年薪30万，存款80万，想给孩子攒教育金 => age=42 dep=2 needs=education
本人38，上班族，有一个儿子，存款60万，五年内不用，最多亏10% => age=38 src=salary dep=1 months=60 loss=5_10
55岁，还有五年退休，手里120万，怕亏，想稳一点 => age=55 months=60 needs=retirement
我45，老公50，一个女儿，钱放三年 => age=45 dep=1 months=36
我妈70岁，退休金五千，想放三年定期 => -
我33老婆31，孩子2岁，打算十年后给孩子用 => age=33 months=120
年收入50万，炒股五年，亏过30%，最多还能接受20% => exp=2_5 prod=stocks_funds loss=10_30
我说的是假设，比如45岁、放三年、亏20% => -
网上说“45岁应该放十年，最多亏20%”，对吗 => -
# learning, others' children, parts of the money, and things that end on their own
我研究股票三年了还没敢买 => -
模拟炒股两年 => -
我妈教我炒股，她炒了二十年 => -
我做理财经理五年了 => -
在投资公司干了五年 => -
一个孩子都没有 => -
两个孩子跟着前妻 => -
我是幼师，带二十个孩子 => src=salary
我们两个老人想存点钱 => -
45岁的人应该怎么配 => -
35岁危机 => -
再过五年我就60了 => -
两天后给我打电话 => -
下个月再聊 => -
一周内答复我 => -
我签证两年后到期 => -
一部分放三年，其他的随便 => -
至少保住九成本金 => -
我想买三年期国债 => months=36
上一份工作干了三年，现在找工作 => -
家里老人三个，孩子一个，都要我养 => dep=4
养三口人 => dep=3
我是二胎妈妈 => dep=2
亏损超过15%我会非常焦虑 => loss=10_30
公司负债累累 => -
我买的都是稳健型理财 => -
我是稳健型的 => att=cautious
做过期货模拟 => -
今年45想退休 => -
今年刚退休，手里有点钱 => -
下个月发奖金，想投资 => -
保持到2030年不动 => months=48
2027年底要用 => months=13
先放一年，行情好再放三年 => -
女儿生了两个孩子 => -
基金套了三年 => -
我有50万定期存款 => -
"""
