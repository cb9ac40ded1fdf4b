# ruff: noqa: E501 - a table of sentences, one a line
"""What Chinese clients tell of their work, their debts and their families; the form is `told_zh`'s."""

TEXTS = """
# what they live on
我在县医院当大夫 => src=salary
本人就职于一家外贸公司 => src=salary
我是厂里的技术员，干了十来年 => src=salary
目前在互联网公司做产品 => src=salary
我是个快递小哥 => ?src=salary ?src2=self_employed
吃公粮的，街道办 => src=salary
在编教师 => src=salary
我是做人力资源的，上市公司 => src=salary
每月就指着那点工资 => src=salary
拿工资的，没啥别的来钱路子 => src=salary
事业编，旱涝保收 => src=salary
高校老师，收入比较稳定 => src=salary
我在工地上干活，按天结钱 => ?src=salary ?src2=self_employed
当兵的，还在部队 => src=salary
开滴滴的 => src=self_employed
我自己摆摊卖水果 => src=self_employed
做代购的，也算个体吧 => ?src=self_employed ?src2=business
自己给自己打工，接私活 => src=self_employed
我是自由摄影师 => src=self_employed
独立设计师，没单位 => src=self_employed
靠写网文赚稿费 => src=self_employed
直播带货为生 => ?src=self_employed
我开了一家小超市，全家靠它 => src=business
和朋友合伙开了个装修公司，每年分红 => ?src=business
自己办厂的，主要收入是厂里的利润 => src=business
我是个体老板，两间铺面 => ?src=business ?src2=self_employed
收入全靠公司分红 => src=business
退了，靠退休工资过 => src=pension
我是退休教师，每月领退休金 => src=pension
老干部，离休金够花了 => ?src=pension
我今年退的，养老金三千多 => src=pension ?I=~3.6w
社保退休金就是我全部收入 => src=pension
还在念书，没收入 => src=none
在家带孩子没工作 => src=none
辞职半年了，还没找到下家 => src=none
上个月公司把我裁了 => src=none
失业在家，吃老本 => src=none
我是家庭妇女 => ?src=none
没工作，靠老公养 => src=none
间隔年，暂时不上班 => src=none
[income_source] 打工 => src=salary
[income_source] 死工资呗 => ?src=salary
[income_source] 国家发的退休金 => src=pension
[income_source] 自己做点小买卖 => ?src=business ?src2=self_employed
[income_source] 教书的 => ?src=salary
[income_source] 单位发的工资 => ?src=salary
[income_source] 我是医生，医院发工资 => src=salary
[income_source] 接点散活 => src=self_employed
[income_source] 没有，靠爸妈 => ?src=none
[income_source] 开店的收入 => src=business
[income_source] 房租 => -
[income_source] 利息和分红 => -
# whose work it is not
我闺女在银行上班 => -
老公开出租的 => -
我以前在国企，去年退的 => -
想辞职去摆摊 => -
我哥是开厂的 => -
打算退休以后再说 => -
老婆是护士 => -
毕业后想当老师 => -
我爸退休金挺高的 => -
你们是国企吗 => -
听说失业可以领补助 => -
公务员待遇好吗 => -
# how they stand
欠了银行一大笔，天天发愁 => debt=heavy_debt
负债率太高了，喘不过气 => ?debt=heavy_debt
借呗花呗信用卡加起来欠了二十多万，还得很吃力 => debt=heavy_debt
车贷房贷一大堆，每月入不敷出 => debt=heavy_debt
每个月都是精光，存不下钱 => debt=break_even
工资到手就没了，月月见底 => debt=break_even
收支刚好打平 => debt=break_even
赚的刚够花 => debt=break_even
每月能存个一两千 => ?debt=some_savings
去掉开支每个月还能剩点 => debt=some_savings
有点小积蓄，没什么外债 => ?debt=some_savings
每年都能结余几万块 => debt=some_savings
手头还算宽松 => debt=comfortable
家里条件不错，没欠钱 => ?debt=comfortable
房贷早还完了，手里比较宽裕 => debt=comfortable
不愁钱花，财务自由了 => debt=wealthy
家底殷实 => ?debt=wealthy
我现在负债五十万 => -
公司欠了一屁股债，我自己还好 => -
我朋友是月光族 => -
不想当月光族 => -
以前月光，现在能存点了 => ?debt=some_savings
怎么摆脱负债累累 => -
没欠债 => -
# whom they support
供着一个大学生，还有老妈 => dep=2
我跟我老婆就一个儿子，读初三 => dep=1
膝下一双儿女 => dep=2
丈母娘跟我们住，还有个女儿要养 => ?dep=2
孩子上高中，爸妈在老家务农 => -
独生女一个，今年高考 => dep=1
家有二宝 => dep=2
一个儿子五岁，一个女儿两岁 => dep=2
三娃奶爸 => dep=3
我妈一个人，我每月给她生活费 => ?dep=1
双方父母都健在，暂时不用管，就一个孩子 => ?dep=1
我爸瘫痪了，靠我养 => dep=1
弟弟的学费也是我出，还有父母 => ?dep=3
儿女都大了，不用操心 => -
就我和老婆两个，没孩子 => -
单着呢，没负担 => ?dep=0
没结婚，爸妈身体好，没有要养的人 => dep=0
还没孩子，也不养老人 => dep=0
[dependants] 四个，两老两小 => dep=4
[dependants] 孩子一个，爱人没上班，算两个 => dep=2
[dependants] 俩，都是孩子 => dep=2
[dependants] 女儿和我妈 => dep=2
[dependants] 两个小的一个老的 => dep=3
[dependants] 一家三口，我上班她带孩子 => ?dep=2
[dependants] 父母各自有养老金，孩子一个 => dep=1
[dependants] 目前零个 => dep=0
[dependants] 没有老人，一个小孩 => dep=1
[dependants] 我爸妈，还有我奶奶 => dep=3
[dependants] 大概三四个 => -
[dependants] 暂时就一个小朋友 => dep=1
# losses they bear
最多亏掉十分之一 => loss=5_10
本金的5%是底线 => ?loss=lt_5
回撤15%左右可以接受 => loss=10_30
一毛钱都不想亏 => loss=none
保本是底线，不能有亏损 => loss=none
能扛住百分之三十的下跌 => loss=10_30
亏损在8%以内都可以 => loss=5_10
我顶多承受5个点的损失 => loss=lt_5
腰斩我也拿得住 => ?loss=30_50
亏20%以内我都能睡着觉 => loss=10_30
浮亏三成我不会慌 => loss=10_30
[max_loss] 十个点 => loss=5_10
[max_loss] 两三成吧 => loss=10_30
[max_loss] 小于5% => loss=lt_5
[max_loss] 一成以内 => loss=5_10
[max_loss] 最多一半 => loss=30_50
[max_loss] 不能亏本金 => loss=none
[max_loss] 亏个百分之七八没关系 => loss=5_10
[max_loss] 最大回撤25% => loss=10_30
[max_loss] 三十以内 => ?loss=10_30
[max_loss] 亏10%我就要赎回了 => -
[max_loss] 别亏就行 => ?loss=none
[max_loss] 随便亏 => -
# how long, and what is kept
给儿子娶媳妇用，估计还得六七年 => months=72-84 ?dep=1
大概三年之后要换房子 => months=36
我还要工作十五年才退休，养老用 => months=180
短则一年长则两年 => months=12-24
这钱年后就得用 => ?months=1:4
下半年要交学费，得取出来 => ?months=7:13
存到2030年底 => months=49
十八个月以后要用 => months=18
留学的钱，孩子后年出去 => ?months=24 ?dep=1
五年内没有用钱的打算 => months=60
过两年要用来买车 => ?months=24
三年起存，五年也行 => -
[horizon] 起码一年以上 => ?months=12 ?horizon=1_3y
[horizon] 四五年 => months=48-60
[horizon] 六年吧，等孩子上大学 => months=72
[horizon] 这两年不用 => ?months=24
[horizon] 到后年年底 => months=25
[horizon] 十年朝上 => ?horizon=gt_10y ?months=120
紧急备用金够半年的 => reserve=6
手上备着七八个月的家用 => reserve=7-8
万一失业，存款能撑一年 => reserve=12
[reserve_months] 也就够两三个月 => reserve=2-3
[reserve_months] 一年以上 => reserve=12
[reserve_months] 五个月的样子 => reserve=5
[reserve_months] 几乎没有 => reserve=0
"""
