"""What Chinese clients say that sounds like a fact of theirs and is none; the form is `told_zh`'s.

Others' money and age, plans taken for money, the time of a contract beside the money, prices,
questions, hearsay, what is past, people who are named without being supported.
"""

TEXTS = """
# the time of something else beside the money
健身房合同还有两年，这钱我想存着 => -
我报了个一年的英语课，花了两万 => -
房租合同签了三年，手里20万想理财 => A=20w
公司给我的期权三年后才能行权 => -
我车贷还有两年还完，手上15万闲钱 => A=15w
租约明年五月到期，手里有30万 => A=30w
孩子的钢琴课还有半年，存款10万 => A=10w ?dep=1
我跟单位签了五年合同，年薪二十万 => I=20w ?src=salary
社保还差三年交满 => -
护照还有五年到期 => -
我在读两年制的MBA，存了20万 => A=20w
装修贷还要还四年 => -
保险交二十年，已经交了八年 => -
我的定期还有三个月到期 => -
店铺租期还剩十年 => -
会员还有一年，能退吗 => -
这个基金经理管了五年了 => -
新房三年后才能拿房本 => -
他欠我的钱说两年后还 => -
手机分期还有12个月 => -
我当兵两年，退伍费拿了十万 => A=10w
住院住了三个月，花了八万 => -
# people who are named and not supported
我有两个姐姐在国外 => -
两个朋友推荐我来的 => -
我和两个合伙人一起开的店 => ?src=business
带了两个徒弟 => -
班里四十个学生 => -
同事三个人都买了 => -
我妈带了两个老姐妹来问 => -
我儿子有三个孩子 => -
我手下管着五个人 => -
孩子他爸也在你们这开户 => -
父母身体都好，自己有退休金 => -
我家三个孩子都工作了 => -
邻居家两个孩子都送出国了 => -
我有一个表弟在你们行上班 => -
两个儿子都成家立业了 => -
我外甥两个都在读大学 => -
# experience in a trade
做装修生意二十年了 => ?src=business ?src2=self_employed
我干会计干了十五年 => ?src=salary
开出租开了十二年 => ?src=self_employed ?src2=salary
我卖保险卖了八年 => ?src=salary ?src2=self_employed
我在证券公司做了六年后台 => ?src=salary
做期货公司的IT，三年了 => ?src=salary
教经济学教了十年 => ?src=salary
我老公做基金经理十年 => -
做房地产中介五年 => ?src=salary ?src2=self_employed
搞了三年直播带货 => ?src=self_employed
写财经专栏四年，自己没下场 => -
# planned savings are not money that is there
准备每个月存五千 => -
明年能拿到20万奖金 => -
等房子卖了能有三百万 => -
争取今年存下10万 => ?G=10w
要是拆迁能分两百万就好了 => -
以后每年打算拿5万出来定投 => -
如果我有一百万该怎么配 => -
我想中个五百万 => -
下个月理财到期能回来30万 => ?A=30w
年底分红估计有二十万 => -
每年能存下十万左右 => ?debt=some_savings
一年存三万，存十年能有多少 => -
我打算把年薪的一半存起来 => -
每月定投两千块，想投十年 => ?months=120
外面还有四十万账没收回来 => -
# the income and money of others, and of firms
我老板一年挣五百万 => -
我哥年薪八十万，手里有两百万 => -
我们公司年营收三千万 => -
厂子一年流水八百万 => -
听说你们经理一年挣一百万 => -
邻居老王炒股赚了五十万 => -
我爸妈有一百万存款，想让我帮着理 => ?A=100w
我女婿月薪五万 => -
我老公年收入六十万，我是全职太太 => src=none
朋友借我二十万去投资行不行 => -
孩子压岁钱有三万 => ?A=3w ?dep=1
我们这行平均年薪三十万 => -
我以前一年能挣一百万 => -
前公司给我开两万五一个月 => -
新工作谈的年薪四十万，还没入职 => -
客户放我这里的两百万 => -
# prices, limits, products
你们起投是不是一百万 => -
门槛二十万太高了 => -
存款保险最多赔五十万对吧 => -
这房子八百万 => -
学区房现在要一千万，买不起 => -
每年学费八万 => -
车是三十万买的 => -
我房子值五百万 => -
交了两万块保费 => -
去年亏了三十万 => -
月供八千六 => -
欠银行六十万 => -
信用卡额度十万 => -
五百万以上客户有什么待遇 => -
收费是不是千分之五 => -
大额存单20万起 => -
手续费一年两千贵不贵 => -
# ages and years that are no age of the client
我2015年来的深圳 => -
我儿子98年的 => -
我孙子今年十岁了 => -
六十岁以上有优惠吗 => -
我婆婆七十八，跟我们住 => -
我房子是2005年的 => -
2018年买的房 => -
85年的老楼 => -
我单位1990年成立的 => -
七十岁还能买理财吗 => -
我弟今年四十，比我小五岁 => ?age=45
我入职的时候才25 => -
我们结婚那年我28 => -
工号8527 => -
楼下那个45岁的大哥推荐的 => -
离法定退休年龄63还早 => -
女儿明年18 => -
# losses and shares that are no limit
去年基金跌了百分之二十 => -
银行利率才1.5% => -
我股票仓位七成 => -
首付三成够吗 => -
我涨薪10% => -
手续费打五折吗 => -
P2P亏了一半，再也不碰 => -
别人说最多亏一成，我不信 => -
[max_loss] 看收益，收益高亏点也行 => -
[max_loss] 20万 => -
[max_loss] 你们历史上亏过多少 => -
[max_loss] 前两年亏了百分之三十，心疼死了 => -
# answers that do not answer
[age] 跟你爸差不多大 => -
[age] 2个孩子的妈了 => ?dep=2
[age] 我爸六十二 => -
[dependants] 我妈七十了 => -
[dependants] 两年后可能要生 => -
[dependants] 两套房 => -
[horizon] 我儿子三岁 => -
[horizon] 利率多少，三年的 => -
[horizon] 我存了五年了 => -
[horizon] 合同签了三年 => -
[reserve_months] 我工作三个月了 => -
[reserve_months] 房租交到六个月以后 => -
[experience_years] 我工作十年了 => -
[experience_years] 打算学三年 => -
[annual_income] 房子三百万 => -
[annual_income] 公司一年做两千万 => -
[annual_income] 存款五十万 => A=50w
[investable_assets] 年薪三十万 => I=30w
[investable_assets] 房贷一百二十万 => -
[investable_assets] 我想存五十万 => -
[investable_assets] 房子值四百万，没现金 => -
[goal_amount] 我现在有四十万 => A=40w
[goal_amount] 五年 => ?months=60
[goal_amount] 首付三成 => -
# a second round of all of these
[annual_income] 我们店一年流水八十万 => -
[annual_income] 我爸一年能挣三十万 => -
[annual_income] 同岗位的都有二十五万 => -
[annual_income] 行业平均十八万 => -
[annual_income] 厂里一年利润两百万 => -
[annual_income] 前年四十万，今年没了 => -
[annual_income] 老公挣得多，五十万 => -
[annual_income] 去年公司给了我八万奖金 => -
[max_loss] 赚20%我就满意 => -
[max_loss] 银行说最多跌5% => -
[max_loss] 上次跌了15%我就跑了 => -
[max_loss] 我朋友能亏30% => -
[max_loss] 一年涨10%就行 => -
[max_loss] 仓位不超过三成 => -
[experience_years] 我从事财务十五年 => -
[experience_years] 结婚八年 => -
[experience_years] 我哥玩了十年 => -
[experience_years] 打算投五年 => -
[experience_years] 基金成立三年了 => -
[experience_years] 存了五年定期 => ?exp=2_5
[horizon] 房租还有半年 => -
[horizon] 我工作了三年 => -
[horizon] 公司合同到明年 => -
[horizon] 上一笔放了两年 => -
[horizon] 孩子他爸说五年 => -
[horizon] 你们一般建议几年，三年吗 => -
我和两个室友合租 => -
公司有五个人 => -
我有三个侄子侄女 => -
我家楼上有两个小孩天天闹 => -
两个员工跟着我干 => -
介绍了两个老人来买 => -
我外甥女两个孩子 => -
护理专业学了三年 => -
我的培训还有三个月结束 => -
孩子还有两年毕业，学费每年一万 => ?months=24
借条写的三年后还 => -
手机号用了十年了 => -
店面再租三年 => -
驻外两年，明年回来 => -
试用期六个月，月薪八千 => I=~9.6w
年薪三十万的工作我推了 => -
朋友公司一年赚五百万 => -
我想年入百万 => ?G=100w
彩票中了能有五百万 => -
打算每年存十万 => -
将来能继承两套房 => -
下半年回款八十万 => -
老婆那边还有三十万嫁妆 => -
我爸的三十万放我这 => -
帮朋友保管了二十万 => -
卖房的话能拿两百万 => -
我懂点期货，没做过 => -
在期货公司实习过半年 => -
教炒股课的老师做了十年 => -
看了三年财经新闻 => -
男朋友炒股五年 => -
我88年在深圳打工 => -
我孩子88年的 => -
1990年的房子 => -
95年毕业的 => -
"""
