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
! 短则一年长则两年 => months=12-24
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
# of everything a little
孩子2031年高考，到那时候用 => months=55
想做个五年期的规划 => ?months=60
最长能放四年 => ?months=48
锁十年也没关系 => months=120
三年左右要用到这笔钱 => months=36
2029年之前不用 => months=36
还有六年就退休 => months=72
再过十四年才退休，慢慢来 => months=168
八个月后买房要用 => months=8
五年里面都用不着 => months=60
锁个三年没问题 => months=36
一年半之后得用 => months=18
2028年前后要用 => months=24
这钱七年不动都行 => months=84
打算持有三到五年 => months=36-60
钱要在两年内用掉 => ?months=24 ?horizon=1_3y
我儿子全靠我养 => dep=1
老婆和三个孩子都靠我养 => dep=4
已婚，两个小孩 => dep=2
家里有个一岁的女儿 => dep=1
养两个娃一个老人 => dep=3
我妈跟着我过，我养她 => dep=1
没有需要抚养的人 => dep=0
家里两个儿子都在念书 => dep=2
我和老公养两个孩子 => dep=2
带着俩孩子过日子 => dep=2
我要赡养父母 => dep=2
无子女，父母有退休金 => dep=0
我是会计，拿工资的 => src=salary
我在郑州一所中学教书 => src=salary
单位是事业编 => src=salary
每个月靠养老金生活 => src=pension
我退休了，有社保 => ?src=pension
目前待业，在找工作 => src=none
收入来自自己开的公司 => src=business
自己开网店 => ?src=business ?src2=self_employed
我给人做装修，自己接活 => src=self_employed
上个月刚被裁员 => src=none
债多得还不过来 => debt=heavy_debt
日子紧巴巴，月底分文不剩 => debt=break_even
平常每个月能攒一点 => debt=some_savings
手头宽裕，没有外债 => debt=comfortable
每月工资刚好覆盖支出 => debt=break_even
贷款太多，压力山大 => ?debt=heavy_debt
我今年满41岁了，已婚 => age=41
我都67了，求稳 => age=67
本人五十八 => age=58
年龄62 => age=62
64岁还在上班 => age=64 ?src=salary
72年生的 => age=53:54
每个月进账八千多 => I=~9.6w
两口子一年收入十三万 => I=13w
年薪税前11万 => I=11w
一年工资6万8 => I=6.8w ?src=salary
我一年能拿到手15万 => I=15w
存折上有二十五万 => A=25w
有9万块想找个稳妥的地方放 => A=9w
卖车得了4万，加上存款一共10万 => ?A=10w
大概有六万能拿来投资 => A=~6w
手握150万现金 => A=150w
我能投的上限是35万 => A=35w
! 有一笔30万的款子刚到账 => A=30w
想凑够一百万养老 => G=100w
装修预计要三十万 => G=~30w
想申请75万的贷款 => G=75w
读这个课程得四万五 => ?G=4.5w
我的底线是亏15% => loss=10_30
跌掉四分之一我还能承受 => loss=10_30
20%以内的亏损我能接受 => loss=10_30
超过10%的亏损我受不了 => loss=5_10
不愿意承担任何亏损 => loss=none
亏损不要超过百分之八 => loss=5_10
本金必须保住，不能亏 => loss=none
最大能接受的亏损是三成 => loss=10_30
家里有八个月的应急储备 => reserve=8
没了工作还能撑半年 => reserve=6
一年12万左右，两个孩子，有房贷 => I=~12w dep=2
今年40，一年差不多12万，没孩子 => age=40 I=~12w
一年大概8万，我是工程师 => I=~8w src=salary
我跟老婆一年合起来大概12万 => I=~12w
工资加奖金一年有二十万吧 => ?I=~20w
我现在一年挣9万5 => I=9.5w
大概一年能有六万块收入 => I=~6w
每月到手两千出头 => I=~2.4w
一个月扣完税一万一 => I=~13.2w
上班族，一月七千 => src=salary I=~8.4w
房贷吃掉大半工资 => ?debt=heavy_debt
欠的比挣的多 => ?debt=heavy_debt
交完房租水电就没了 => ?debt=break_even
每月进出差不多持平 => debt=break_even
一到月底就没钱 => ?debt=break_even
一个月下来能剩个几千 => debt=some_savings
每月雷打不动存两千 => ?debt=some_savings
债都还清了，手里有点余钱 => ?debt=some_savings ?debt2=comfortable
钱方面没什么压力 => ?debt=comfortable
信用卡刷爆了 => ?debt=heavy_debt
还贷压力特别大 => debt=heavy_debt
贷款还得我头疼 => ?debt=heavy_debt
经济上比较宽裕 => debt=comfortable
家里挺有钱的 => ?debt=wealthy
我55，打算十年后退休 => age=55 months=120
2040年退休 => months=168
想65岁不干，今年50 => age=50 months=180
现在58岁，65岁退休 => age=58 months=84
三年后想拿这钱创业 => months=36
首付半年后要交 => months=6
明年夏天办婚礼要用 => months=7:9
十年我也等得起 => months=120
未来三年用不着 => months=36
两年之内用不到这笔钱 => months=24
这钱四年后得到位 => months=48
五年后儿子上大学，这钱给他 => months=60 ?dep=1
老婆在家带两个孩子 => ?dep=3
老婆没工作，两个娃 => ?dep=3
刚生了个儿子 => dep=1
单亲妈妈，孩子六岁 => ?dep=1
我们三口之家 => ?dep=1 ?dep2=2
家里老人孩子都靠我一个人 => -
我女儿四岁 => ?dep=1
我带着两个侄子 => ?dep=2
我妈住我这，吃喝都是我出 => ?dep=1
除了我自己没别人 => ?dep=0
没孩子也没人要养 => dep=0
手头现金够七个月花的 => reserve=7
现在不干了也能活一年 => reserve=12
备用金是三个月工资 => reserve=3
存款够付十个月的开销 => reserve=10
应急的够半年 => reserve=6
二十五岁买的第一只股票，一直没停过 => prod=stocks_funds
每个月定投指数基金四年了 => prod=stocks_funds exp=2_5
买过国债，别的没有 => prod=deposits
玩了两年期权 => prod=derivatives exp=2_5
我持有股票十年了 => prod=stocks_funds ?exp=5_10
第一次投资 => ?prod=none
12年开始买指数基金 => prod=stocks_funds ?exp=gt_10
十年前买过基金 => ?prod=stocks_funds
# and once more
四年后我们要移民，到时候要用 => months=48
五年后小儿子上大学要用 => months=60 ?dep=1
十二年后不上班了再用 => months=144
这钱可以绑定七年 => months=84
一年半后结婚要用 => months=18
! 未来五年没有用钱计划 => months=60
六年不用这笔钱没影响 => months=72
两年后全部要用 => months=24
准备投个八年 => months=96
想做长线，二十年吧 => months=240
老婆和两个女儿都靠我 => dep=3
家里两个男孩 => dep=2
三个娃都还小 => dep=3
我负责养父母 => dep=2
有个上初中的儿子 => dep=1
刚生了二胎，两个娃 => dep=2
还不起债了 => debt=heavy_debt
贷款越滚越多 => debt=heavy_debt
钱都花在日常开销上，一分不剩 => debt=break_even
根本存不下钱 => debt=break_even
每次发工资都会存一点 => debt=some_savings
我57岁的人了 => age=57
48岁，俩孩子 => age=48 dep=2
四月份刚满55 => age=55
跌10%是我的极限 => loss=5_10
能亏五分之一 => loss=10_30
! 超过5%我就受不了 => loss=lt_5
跌15%我没事 => loss=10_30
月收入五千五 => I=~6.6w
我们俩每个月到手一共七千 => I=~8.4w
专门留了45万做这个 => A=45w
理财账户里有11万 => A=11w
"""
