//! Who and what there is in a seeded store. Invented; addresses and numbers reach nobody.

use vermilion_model::{AccountType, PlatformRole, ProfilePolicy, SubjectType};

/// A person who signs in to the console.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    /// By which the seed knows them.
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    pub(super) email: &'static str,
    pub(super) office: Option<PlatformRole>,
}

const fn person(
    key: &'static str,
    name: &'static str,
    email: &'static str,
    office: Option<PlatformRole>,
) -> Person {
    Person { key, name, email, office }
}

pub(super) const OWNER: Person = person("owner", "林知远", "owner@zhupi.example", None);
pub(super) const REVIEWER: Person =
    person("reviewer", "沈清和", "reviewer@zhupi.example", Some(PlatformRole::Reviewer));
pub(super) const REVIEWER2: Person =
    person("reviewer2", "顾南乔", "reviewer2@zhupi.example", Some(PlatformRole::Reviewer));
pub(super) const OPERATOR: Person =
    person("operator", "许文澜", "operator@zhupi.example", Some(PlatformRole::Operator));
pub(super) const AUDITOR: Person =
    person("auditor", "程砚秋", "auditor@zhupi.example", Some(PlatformRole::Auditor));
pub(super) const APPLICANT: Person = person("applicant", "苏晚晴", "suwanqing@qinghe.example", None);

pub(super) const PEOPLE: [Person; 6] = [OWNER, REVIEWER, REVIEWER2, OPERATOR, AUDITOR, APPLICANT];

/// An account and who administers it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    pub(super) introduction: &'static str,
    pub(super) account_type: AccountType,
    pub(super) owner: Person,
    /// How many days before the store was made.
    pub(super) days: i64,
    /// How it comes to its users' profiles, where it is a mini program.
    pub(super) profile: Option<ProfilePolicy>,
}

pub(super) const APP: Opened = Opened {
    key: "app",
    name: "朱批演示",
    introduction: "展示登录、手机号与用户授权的完整流程。",
    account_type: AccountType::MiniProgram,
    owner: OWNER,
    days: 30,
    profile: Some(ProfilePolicy::Ask),
};
pub(super) const SERVICE: Opened = Opened {
    key: "service",
    name: "朱批服务台",
    introduction: "面向用户的通知与客服。",
    account_type: AccountType::ServiceAccount,
    owner: OWNER,
    days: 28,
    profile: None,
};
pub(super) const PLATFORM: Opened = Opened {
    key: "platform",
    name: "云舟开放平台",
    introduction: "代商家运营小程序的第三方平台。",
    account_type: AccountType::ThirdPartyPlatform,
    owner: OWNER,
    days: 27,
    profile: None,
};
pub(super) const MEALS: Opened = Opened {
    key: "meals",
    name: "青禾点餐",
    introduction: "门店扫码点餐与自提。",
    account_type: AccountType::MiniProgram,
    owner: APPLICANT,
    days: 20,
    profile: Some(ProfilePolicy::Fill),
};
pub(super) const BOOKS: Opened = Opened {
    key: "books",
    name: "南山书房",
    introduction: "社区图书借阅与活动报名。",
    account_type: AccountType::MiniProgram,
    owner: APPLICANT,
    days: 16,
    profile: Some(ProfilePolicy::Anonymous),
};

pub(super) const ACCOUNTS: [Opened; 5] = [APP, SERVICE, PLATFORM, MEALS, BOOKS];

/// How an application ended, or that it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Approved,
    Seconded,
    Waits,
    Rejected(&'static str, &'static str),
}

/// An application for capabilities.
#[derive(Debug, Clone, Copy)]
pub(super) struct Application {
    pub(super) key: &'static str,
    pub(super) account: Opened,
    pub(super) capability: &'static str,
    pub(super) purpose: &'static str,
    pub(super) evidence: &'static str,
    /// The file behind it: what it is called, and its content.
    pub(super) file: Option<(&'static str, &'static [u8])>,
    pub(super) days: i64,
    pub(super) verdict: Verdict,
}

pub(super) const APPLICATIONS: [Application; 6] = [
    Application {
        key: "app-phone",
        account: APP,
        capability: "phone_number",
        purpose: "用户下单后主动点击按钮，用于接收取货通知。",
        evidence: "订单完成页的截图：页面中央为“获取手机号”按钮，下方说明用途。",
        file: None,
        days: 9,
        verdict: Verdict::Approved,
    },
    Application {
        key: "service-oauth",
        account: SERVICE,
        capability: "web_oauth",
        purpose: "用户在服务号网页中登录，经同意后显示昵称与头像。",
        evidence: "登录页的截图：先说明用途，用户点击“同意”后才获取头像与昵称。",
        file: None,
        days: 8,
        verdict: Verdict::Approved,
    },
    Application {
        key: "books-message",
        account: BOOKS,
        capability: "subscribe_message",
        purpose: "推送消息。",
        evidence: "模板“活动提醒”：{{thing1.DATA}} 将于 {{time2.DATA}} 开始。",
        file: None,
        days: 5,
        verdict: Verdict::Rejected("purpose_unclear", "/purpose/subscribe_message"),
    },
    Application {
        key: "meals-phone",
        account: MEALS,
        capability: "phone_number",
        purpose: "自提订单完成后通知用户取餐，仅在用户点击后获取。",
        evidence: "取餐信息页的截图：用户点击“一键填写”后才获取手机号。",
        file: Some(("取餐信息页.png", include_bytes!("files/pickup-page.png"))),
        days: 2,
        verdict: Verdict::Waits,
    },
    Application {
        key: "meals-payment",
        account: MEALS,
        capability: "payment",
        purpose: "用户在门店点餐后在线付款。",
        evidence: "与商户号 1900000001 的合作协议，双方已盖章。",
        file: Some(("商户号合作协议.pdf", include_bytes!("files/merchant-agreement.pdf"))),
        days: 1,
        verdict: Verdict::Seconded,
    },
    Application {
        key: "books-risk",
        account: BOOKS,
        capability: "risk_rank",
        purpose: "活动报名时识别批量注册，避免名额被占用。",
        evidence: "报名页的截图：提交时检查风险等级，高风险用户转人工处理。",
        file: None,
        days: 0,
        verdict: Verdict::Waits,
    },
];

/// What `MEALS` asks to be called.
pub(super) const NEW_NAME: &str = "青禾自助点餐";

/// Who stands behind `BOOKS`, and asks to be verified.
pub(super) const SUBJECT: SubjectType = SubjectType::Enterprise;
pub(super) const SUBJECT_FIELDS: [(&str, &str); 4] = [
    ("name", "南山书房文化传播有限公司"),
    ("code", "91440300MA5HN6K213"),
    ("contact", "苏晚晴"),
    ("phone", "+8613800138021"),
];
pub(super) const SUBJECT_DOCUMENTS: [(&str, &str); 2] = [
    ("business_licence", "营业执照副本的扫描件，登记机关为深圳市市场监督管理局，二〇二三年三月核发。"),
    ("authorization_letter", "认证公函，法定代表人已签字，公司已盖章。"),
];

pub(super) const HOST: &str = "演示宿主";

/// A user of the host app: its own id, nickname, phone number.
pub(super) const USERS: [(&str, &str, &str); 5] = [
    ("demo-1001", "陈小满", "13800138001"),
    ("demo-1002", "王若溪", "13800138002"),
    ("demo-1003", "李一诺", "13800138003"),
    ("demo-1004", "赵景行", "13800138004"),
    ("demo-1005", "孙予安", "13800138005"),
];
