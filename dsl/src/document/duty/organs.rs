//! Names of bodies outside the registry, by how they end: classes of bodies, organs of a place, branches; and the words
//! that no such name holds.

use super::listed::short_name;
use crate::document::text::folded::is_han;
use crate::document::text::words::word;
use std::ops::Range;

/// The longest name that is looked for.
const LONGEST: usize = 30;

/// `驻湖机构`, `在沪机构`, `派出机构` behind a class of bodies: those of them that are at another place.
pub(super) fn posted(chars: &[char], at: usize, end: usize) -> Option<usize> {
    if let Some(to) = word(chars, at, end, &["派出机构", "分支机构", "下属机构"]) {
        return Some(to);
    }
    // 在市科技部门领导下 is no place.
    let from = word(chars, at, end, &["驻", "在"])?;
    let nouns = ["派出机构", "分支机构", "机构", "单位"];
    let place = (from + 1..end.min(from + 5)).find_map(|i| word(chars, i, end, &nouns).map(|to| (i, to)));
    place
        .filter(|(noun, _)| (from..*noun).all(|i| chars.get(i).is_some_and(|c| is_han(*c))))
        .map(|(_, to)| to)
}

/// `国务院相关部门`, `市级有关部门` behind 等: the level of the bodies left open, and their noun.
pub(super) fn class_of_level(chars: &[char], at: usize, end: usize) -> Option<Range<usize>> {
    let levels = [
        "国务院",
        "中央和国家机关",
        "中央",
        "自治区",
        "省级",
        "市级",
        "区级",
        "县级",
        "省",
        "市",
        "区",
        "县",
    ];
    let level = word(chars, at, end, &levels)?;
    let which = word(chars, level, end, &["有关", "相关", "各有关", "各"]).unwrap_or(level);
    let to = word(chars, which, end, &["部门和单位", "主管部门", "部门", "单位"])?;
    Some(at..to)
}

/// Where the name of a branch ends that begins with that of its head office: `中国人民银行北京市分行`,
/// `海关总署广东分署`.
pub(super) fn branch(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let nouns = [
        "营业管理部",
        "外汇管理部",
        "专员办事处",
        "分行",
        "分署",
        "分局",
        "监管局",
        "税务局",
        "管理局",
        "管理部",
    ];
    let limit = end.min(at + 14);
    let stop = (at..limit)
        .find(|i| chars.get(*i).is_none_or(|c| !is_han(*c)) || begins_role(chars, *i, end))
        .unwrap_or(limit);
    let (noun, to) = (at..stop).find_map(|i| word(chars, i, stop, &nouns).map(|to| (i, to)))?;
    // Before the noun stands the place, and nothing that says what is done.
    let verbs = [
        "指导", "督促", "组织", "推动", "加强", "支持", "和", "与", "及", "等", "的", "监督", "批准", "委托",
    ];
    let plain = !(at..noun).any(|i| word(chars, i, noun, &verbs).is_some());
    let branch = noun > at || word(chars, at, to, &["营业管理部"]).is_some();
    (plain && branch && !matches!(chars.get(to), Some('门'))).then_some(to)
}

/// Where the name of an organ ends that goes on behind a known name, straight before what it does or the next name.
pub(super) fn longer_organ(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let limit = end.min(at + 16);
    let stop =
        (at..limit).find(|i| chars.get(*i).is_none_or(|c| !is_han(*c)) || begins_role(chars, *i, end))?;
    let ends = begins_role(chars, stop, end) || chars.get(stop) == Some(&'、');
    let verb = (at..stop).any(|i| {
        let verbs = [
            "加强", "指导", "推动", "督促", "完善", "支持", "引导", "组织", "推进", "和", "与", "及", "等",
            "的",
        ];
        word(chars, i, stop, &verbs).is_some()
    });
    let organ = ["办公室", "领导小组", "协调小组", "委员会", "指挥部", "联席会议", "工作组", "专班"]
        .iter()
        .any(|noun| {
            stop >= at + noun.chars().count()
                && word(chars, stop - noun.chars().count(), stop, &[noun]).is_some()
        });
    // 国务院审改办; 主办 and 督办 are what is done.
    let office = stop >= at + 3
        && chars.get(stop - 1) == Some(&'办')
        && !matches!(chars.get(stop - 2), Some('主' | '承' | '协' | '举' | '开' | '督' | '兴' | '创' | '交'));
    (stop > at && ends && (organ || office) && !verb).then_some(stop)
}

/// Where `财政、公安部门` ends: fields of a few characters each, and the noun they share.
pub(super) fn field_departments(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let limit = end.min(at + 60);
    let stop = (at..limit)
        .find(|i| {
            chars.get(*i).is_none_or(|c| !is_han(*c) && *c != '、' || *c == '等')
                || begins_role(chars, *i, end)
        })
        .unwrap_or(limit);
    let to = (at..stop)
        .find_map(|i| word(chars, i, stop, &["行政主管部门", "主管部门", "管理部门", "部门", "机构"]))?;
    let part = chars.get(at..to)?;
    part.split(|c| *c == '、').all(|field| (1..=14).contains(&field.len())).then_some(to)
}

/// `负责中小企业促进工作综合管理的部门` behind a body: which of its departments is meant.
pub(super) fn relative(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let from = word(chars, at, end, &["负责", "承担", "主管"])?;
    let limit = end.min(from + 32);
    let stop = (from..limit).find(|i| matches!(chars.get(*i), Some(',' | ';' | '。' | ':'))).unwrap_or(limit);
    (from..stop).find_map(|i| {
        word(chars, i, stop, &["的主管部门", "的部门", "的机构", "的机关", "的单位", "的行政部门"])
    })
}

/// `有关部门`, `民政部门`, `有关主管部门` straight behind the name of a body or of a level.
pub(super) fn class_behind(chars: &[char], start: usize, at: usize, end: usize) -> Option<usize> {
    let whole = ["部门", "机构", "机关", "单位"]
        .iter()
        .any(|noun| at >= start + 2 && word(chars, at - 2, at, &[noun]).is_some());
    // 各地区和国务院有关部门: the list goes on with a class of another level.
    let level = ["国务院", "中央", "各", "有关", "相关", "自治区", "省", "市", "区", "县"];
    let other = word(chars, at, end, &["和", "及", "与", "以及"]).and_then(|to| word(chars, to, end, &level));
    if at == start || whole || other.is_some() {
        return None;
    }
    let limit = end.min(at + 20);
    let stop = (at..limit)
        .find(|i| chars.get(*i).is_none_or(|c| !is_han(*c) || *c == '等') || begins_role(chars, *i, end))
        .unwrap_or(limit);
    class_noun(chars, at, stop)
}

/// Where the first noun of a class ends. 中小企业主管部门 is a class of departments and not of enterprises.
fn class_noun(chars: &[char], from: usize, stop: usize) -> Option<usize> {
    let (at, to) = (from..stop).find_map(|i| word(chars, i, stop, &CLASSES).map(|to| (i, to)))?;
    let joined = chars.get(to).is_none_or(|c| matches!(c, '、' | '和' | '及' | '与' | '以' | '或'));
    if word(chars, at, stop, &["企业"]) == Some(to) && !joined {
        let longer = (to..stop.min(to + 16)).find_map(|i| word(chars, i, stop, &CLASSES));
        return longer.or(Some(to));
    }
    Some(to)
}

/// Words before a name that ask something of the body and give it no duty: 鼓励财政部门….
pub(super) const ASKED: [&str; 38] = [
    "鼓励", "支持", "引导", "推动", "指导", "督促", "加强", "完善", "对", "向", "由", "按", "在", "从", "将",
    "把", "被", "与", "以", "如", "凡", "其", "该", "本", "同意", "报", "送", "请", "各类", "企业", "推进",
    "形成", "建立", "构建", "健全", "探索", "强化", "指定",
];

/// Words that begin as one of those and open the name of a class: 其他部门, 本级财政部门.
pub(super) fn is_name(chars: &[char], at: usize, end: usize) -> bool {
    word(chars, at, end, &["其他", "本级", "本市", "本省", "本区", "本县"]).is_some()
}

const CLASSES: [&str; 17] = [
    "主管部门",
    "行政部门",
    "管理部门",
    "职能部门",
    "部门和单位",
    "部门",
    "主管机关",
    "机关",
    "管理机构",
    "机构",
    "单位",
    "单位和个人",
    "企业",
    "协会",
    "高校",
    "院校",
    "高等学校",
];

/// Words that no name holds and that say what a body does.
pub(super) fn begins_role(chars: &[char], at: usize, end: usize) -> bool {
    const ROLES: [&str; 40] = [
        "会同",
        "牵头",
        "负责",
        "应当",
        "应",
        "要",
        "须",
        "必须",
        "可以",
        "按照",
        "按",
        "在各自",
        "根据",
        "依据",
        "依照",
        "依法",
        "共同",
        "分别",
        "具体",
        "统一",
        "组织实施",
        "组织开展",
        "组织有关",
        "组织相关",
        "组织各",
        "配合",
        "参加",
        "参与",
        "协助",
        "对",
        "为",
        "将",
        "是",
        "可",
        "不得",
        "提出",
        "制定",
        "设在",
        "设于",
        "主管全国",
    ];
    // 应急 and 要素 are parts of names.
    let part = word(chars, at, end, &["应急", "应对", "应用", "要素", "对外", "对台", "按揭"]).is_some();
    !part && (word(chars, at, end, &ROLES).is_some() || under(chars, at, end))
}

/// `在市人民政府领导下`: under whom, behind the name of who acts.
fn under(chars: &[char], at: usize, end: usize) -> bool {
    let Some(from) = word(chars, at, end, &["在"]) else { return false };
    let mut han = (from..end.min(from + 30)).take_while(|i| chars.get(*i).is_some_and(|c| is_han(*c)));
    han.any(|i| word(chars, i, end, &["领导下", "指导下", "统一领导下", "统筹下"]).is_some())
}

/// A class of bodies, or an organ outside the registry: up to its noun, without a verb before it.
pub(super) fn class_at(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let number = matches!(chars.get(at), Some('一' | '二' | '三'));
    if number || (!is_name(chars, at, end) && word(chars, at, end, &ASKED).is_some()) {
        return None;
    }
    if let Some(to) = place_organ(chars, at, end) {
        return Some(to);
    }
    let limit = end.min(at + LONGEST);
    // 取消由企业负责…: 由 parts what is done from by whom; 自由贸易试验区 is a name.
    let by = |i: usize| chars[i] == '由' && !matches!(chars[i - 1], '自' | '理' | '事' | '缘');
    let stop = (at..limit)
        .find(|i| {
            *i > at
                && (chars.get(*i).is_none_or(|c| !is_han(*c) && !matches!(c, '(' | ')'))
                    || begins_role(chars, *i, end)
                    || by(*i))
        })
        .unwrap_or(limit);
    let noun = class_noun(chars, at + 1, stop);
    let stop = (at + 1..stop)
        .find(|i| chars[*i] == '等' && !matches!(chars[*i - 1], '高' | '中' | '初' | '平' | '同'))
        .unwrap_or(stop);
    let organs = [
        "人民政府",
        "政府",
        "指挥部",
        "领导小组",
        "工作组",
        "办公室",
        "委员会",
        "民政局",
        "财政局",
        "管理局",
        "局",
        "厅",
        "总工会",
        "管委会",
        "居民委员会",
        "村民委员会",
        "研究院",
        "中心",
        "联席会议",
        "公司",
        "银行",
        "总部",
        "部",
        "办",
        "署",
        "院",
        "协会",
        "联合会",
        "总社",
        "组织",
        "消防队",
        "队",
        "海关",
        "秘书处",
    ];
    // An organ ends where a role, a mark or the list goes on; a class noun may be followed by what it does.
    let ends = |stop: &usize| {
        organs.iter().any(|noun| {
            let length = noun.chars().count();
            *stop >= at + length && word(chars, *stop - length, *stop, &[noun]).is_some()
        })
    };
    let organ = Some(stop).filter(ends);
    // 青年发展委员会(“委员会”)负责: a bracket behind the organ says what it is called.
    let named = (at + 2..stop).find(|i| chars.get(*i) == Some(&'(') && short_name(chars, *i, end).is_some());
    let named = named.filter(ends);
    let joined = (at + 1..stop).find_map(|i| {
        let to = word(chars, i, stop, &organs)?;
        word(chars, to, end, &["、", "和", "及", "以及", "与"]).map(|_| to)
    });
    // A name does not end inside a bracket: 设立窗口（司法部负责）.
    let whole = |to: &usize| {
        let count = |mark| (at..*to).filter(|i| chars.get(*i) == Some(&mark)).count();
        count('(') == count(')')
    };
    named.or(noun).or(organ).or(joined).filter(whole)
}

/// The organ of a place: `省发展改革委`, `市自然资源局`, `省委宣传部`, up to its last character.
fn place_organ(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let level = word(
        chars,
        at,
        end,
        &["省委", "市委", "区委", "县委", "自治区", "自治州", "省", "市", "区", "县", "州"],
    )?;
    // 市场监管, 区域 and 县级 begin other words.
    if word(chars, at, end, &["市场", "区域", "区块", "市级", "省级", "县级", "区级", "市政府", "省政府"])
        .is_some()
    {
        return None;
    }
    let limit = end.min(level + 16);
    for i in level..limit {
        let c = *chars.get(i)?;
        if !is_han(c) || begins_role(chars, i, end) || c == '等' {
            return None;
        }
        if i < level + 1 || !matches!(c, '局' | '厅' | '委' | '办' | '署' | '部') {
            continue;
        }
        let longer = word(chars, i, limit, &["委员会", "办公室", "办公厅", "部门", "局机关"]);
        if word(chars, i, limit, &["部门", "部队", "部分", "办理", "办法", "办事处", "委托"]).is_some()
        {
            continue;
        }
        return Some(longer.unwrap_or(i + 1));
    }
    None
}
