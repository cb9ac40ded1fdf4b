"""Held-out texts with and without secrets, written apart from the patterns; numbers are made up.

A text is a frame and a value: no frame is a copy of a pattern, and each value stands in several.
"""

from __future__ import annotations

from itertools import product

CARDS = (
    "6222021234567890128", "4111111111111111", "5500 0055 5555 5559", "6217-0012-1000-2345-672",
    "４５３９５７８７６３６２１４８６", "3782 822463 10005", "4539·5787·6362·1486",
    "6011.1111.1111.1117", "四五三九五七八七六三六二一四八六", "4539\n5787\n6362\n1486",
    "four five three nine five seven eight seven six three six two one four eight six",
    "4️⃣5️⃣3️⃣9️⃣5️⃣7️⃣8️⃣7️⃣6️⃣3️⃣6️⃣2️⃣1️⃣4️⃣8️⃣6️⃣", "4539 5787❤️6362 1486",
)  # fmt: skip
CARD_FRAMES = (
    "钱打到{}就行", "{} 这张", "here you go {}", "you can charge {} if needed", "麻烦记一下 {}，谢谢",
)  # fmt: skip
IDS = (
    "11010519491231002X", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ",
    "110105 19491231 002X", "440524188001010014", "130503670401001",
)  # fmt: skip
ID_FRAMES = ("我是{}", "证件给您：{}", "{} 帮我查查", "mine is {}", "the number reads {}.")
PAPERS = (
    "香港身份证 A123456(3)", "my HKID: A1234563", "台湾的 A123456789", "护照号码E12345678",
    "passport G12345678", "回乡证 H1234567801", "台胞证号 12345678", "澳门身份证 1234567(8)",
    "passport number is 533380006", "港澳通行证C12345678",
)  # fmt: skip
ACCOUNTS = (
    "GB82WEST12345698765432", "GB82 WEST 1234 5698 7654 32", "DE89 3704 0044 0532 0130 00",
    "FR1420041010050500013M02606", "NL91ABNA0417164300",
)  # fmt: skip
ACCOUNT_FRAMES = ("转到 {} 吧", "wire it to {} please", "IBAN {}")
WORDS = (
    "我网银的密码是qwe123!@", "登录密码改成 Zhang1988", "密码：88888888", "password: Tr0ub4dor&3",
    "my pwd is letmein99", "my password is correcthorse", "hunter2 is my password",
    "abc12345是我的登录密码", "口令 sesame2026", "交易密码就是 246810", "passcode = 9f8e7d",
    "微信密码:wx_pass_1", "支付密码为135790", "the password is S3cure!pass", "passwd: root1234",
)  # fmt: skip
CODES = (
    "验证码839201", "我刚收到的验证码是 83 92 01", "验证码：８３９２０１", "839201，这是验证码",
    "839201就是我收到的验证码", "短信码 4471", "动态码是 119 203", "otp 551234", "OTP: 55-12-34",
    "the verification code is 904417", "904417 is the code", "my code is 3391", "security code 8841",
    "八三九二零一是验证码", "验证码是八三九二零一", "verification: 220913",
    "the code is eight three nine two zero one", "code I got 662190", "2FA code 019283",
    "授权码 a1b2c3",
)  # fmt: skip
PINS = (
    "PIN 4821", "my pin is 4821", "pin code: 482 193", "取款密码 482193", "pin number is 0007",
    "cvv 123", "CVC: 8 8 1", "卡背面三位是 119", "后三位 204", "cvv2 is 0091", "三位安全码 771",
    "the pin to my card is four eight two one",
)  # fmt: skip
SPLIT = (
    ("我的密码是", "hunter2"), ("my password is", "tr0mbone"), ("卡号发你", "6222 0212 3456 7890 12"),
    ("card number is:", "4000 1234 5678 901"), ("验证码是：", "551 234"), ("otp is", "773311"),
    ("身份证号是", "440524 880101 001"), ("pin is", "4821"), ("密码告诉你：", "abc_9981"),
    ("here is my password:", "blue-horse-42"), ("cvv是", "123"), ("银行卡发给你", "62220212345678901"),
)  # fmt: skip


def positives() -> list[str]:
    """Texts that hold a secret."""
    found = [frame.format(value) for frame, value in product(CARD_FRAMES, CARDS)]
    found += [frame.format(value) for frame, value in product(ID_FRAMES, IDS)]
    found += [frame.format(value) for frame, value in product(ACCOUNT_FRAMES, ACCOUNTS)]
    found += [*PAPERS, *WORDS, *CODES, *PINS]
    found += ["旧卡4111111111111111，新卡 6222021234567890128", "0004111111111111111100 那串"]
    return found


PHONES = (
    "13800138000", "138 0013 8000", "138-0013-8000", "+86 138 0013 8000", "8613800138000",
    "010-62770334", "+852 9123 4567", "+1 (415) 555-2671", "一三八零零一三八零零零", "+44 20 7946 0958",
    "400-820-8820", "95588", "13800138000 / 13900139000", "021 6888 8888转 8012",
)  # fmt: skip
PHONE_FRAMES = (
    "打{}找我", "my mobile is {}", "{}，王先生", "电话 {}", "call {} after six", "微信同号 {}", "{}",
)  # fmt: skip
MONEY = (
    "123456元", "200万", "1,000,000", "1,234,567.89 yuan", "50000000000 韩元", "¥ 1000000000000",
    "two hundred thousand", "三百五十万", "30 万到 50 万", "12 345 678 USD", "0.35%", "1234567890123元",
    "$4,000,000,000,000", "100000", "一百二十三万四千五百六十七", "45，200万",
)  # fmt: skip
MONEY_FRAMES = (
    "我有{}", "大概 {} 吧", "I could put in {}", "年收入{}", "{} 左右", "亏了{}", "about {}",
)  # fmt: skip
DATES = (
    "2026-11-22", "22/11/2026", "20261122", "1988年5月6日", "19880506", "2026.11.22 18:30", "2026/11/22",
    "November 22, 2026", "11-22", "2020-2026",
)  # fmt: skip
DATE_FRAMES = ("{}之前要用", "born {}", "到{}为止", "on {}", "{} 开始存", "生日 {}")
OTHERS = (
    "1 2 3", "1、2、3", "第2个和第4个", "options 1, 3 and 5", "C3", "R2 和 R3", "123456", "888888",
    "1234567", "12345678901234", "000001 和 600519 怎么看", "基金代码 110022", "fund 000300",
    "订单号 20261122000123456", "wang_xm88", "微信号 abc12345678", "my wechat is li_na2026", "vx: zhang1988",
    "li@example.com", "anna.smith99@bank.example", "忘记密码怎么办", "密码重置不了", "我的密码安全吗",
    "how do I reset my password", "is my password stored safely?", "my password is being kept where?",
    "验证码一直收不到", "验证码是什么", "the code never arrived", "where do I enter the code",
    "pin 码和密码有什么区别", "what is a CVV?", "银行卡丢了怎么办", "信用卡一年还 12 次", "办卡要带身份证吗",
    "身份证过期了", "my passport expired in 2024", "护照可以吗", "我有两张卡，尾号 1234 和 5678",
    "卡里有 200000", "card with a limit of 50000", "我35岁，2个孩子，3套房", "一二三四五六七", "五六个月",
    "one or two years", "one two three, testing", "three to five", "two or three of them", "六七十万",
    "百分之五到百分之十", "10% 20% 30%", "4 5 6 7 8", "2026 2027 2028 2029", "10 20 30 40 50 60 70 80",
    "1.5 2.5 3.5", "5-10 年", "3～5年", "24 months", "IBAN 是什么", "what does IBAN mean", "邮编 100084",
    "航班 CA1234", "车牌 京A12345", "G1234 次列车", "房号 2-1-1204", "版本 3.10.12", "192.168.100.200",
    "工号 20231234", "统一社会信用代码怎么查", "密码学是什么", "password managers are fine with me",
    "is two-factor a must?", "security code 是什么意思", "我在 2019 12 31 之前买的", "90后", "985 毕业",
    "A股和H股", "B2 比 B1 好吗", "T+1 到账", "沪深300、中证500", "the S&P 500 and Nasdaq 100",
    "一年期 3.1%，三年期 2.75%，五年期 2.8%", "早上9点到下午5点30", "my code of conduct", "pin it to the top",
    "cvs 药店", "卡住了", "帐号怎么注销", "账号登录不上", "account opening takes how long",
    "谁能看到我的账号", "code 200 means ok", "第 1 次 2 万，第 2 次 3 万", "四舍五入", "五五开", "三六九等",
)  # fmt: skip


def negatives() -> list[str]:
    """Texts that hold none."""
    found = [frame.format(value) for frame, value in product(PHONE_FRAMES, PHONES)]
    found += [frame.format(value) for frame, value in product(MONEY_FRAMES, MONEY)]
    found += [frame.format(value) for frame, value in product(DATE_FRAMES, DATES)]
    return found + list(OTHERS)


PLAIN_AFTER = (
    ("我的密码是", "好的"), ("my password is", "what do you need it for?"), ("卡号发你", "算了不发了"),
    ("验证码是", "没收到"), ("忘记密码了", "hunter2"), ("otp is", "not here yet"),
    ("我想转人工", "13800138000"), ("电话是", "13800138000"), ("pin is", "no idea"), ("password is", "ok"),
)  # fmt: skip
