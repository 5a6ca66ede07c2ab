//! Lists of bodies in running text, read strictly: a place that names bodies and nothing else, up to a word that is no
//! name. Names of the registry come first, longest first; 和 parts a list only where what is before it is a name.

use super::bodies::{self, Named, Names};
use super::places;
use crate::document::text::folded::{Text, is_han};
use crate::document::text::words::word;
use std::ops::Range;

/// A list of bodies and where it ends.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) names: Vec<Named>,
    /// Whether it ends in 等.
    pub(crate) open: bool,
    pub(crate) end: usize,
}

/// The longest name that is looked for outside the registry.
const LONGEST: usize = 30;
/// The longest list.
const MOST: usize = 60;

/// The bodies that begin at a place; none where it names none.
pub(crate) fn list(text: &Text, at: usize, end: usize, names: &Names<'_>) -> Option<Listed> {
    let chars = text.chars();
    if let Some(fields) = fields_of_state_council(text, at, end) {
        return Some(fields);
    }
    let mut listed = Listed { names: Vec::new(), open: false, end: at };
    let mut place = at;
    while listed.names.len() < MOST {
        let Some((named, next)) = name(text, place, end, names) else {
            // Fields with one noun may go on with a list that begins with names: 财政局、税务、商务等部门.
            let Some((named, next, open)) = fields(text, place, end) else { break };
            listed.names.push(named);
            (listed.open, listed.end) = (listed.open | open, next);
            match goes_on(chars, next, end) {
                Some(after) => place = after,
                None => break,
            }
            continue;
        };
        // 财政等部门: a class of one field and others.
        listed.open |= chars.get(named.range.clone()).is_some_and(is_open);
        listed.names.push(named);
        listed.end = next;
        let open = word(
            chars,
            next,
            end,
            &[
                "等有关部门和单位",
                "等相关部门和单位",
                "等有关部门",
                "等相关部门",
                "等部门和单位",
                "等部门",
                "等有关单位",
                "等单位",
                "等有关方面",
                "等",
            ],
        );
        let mut next = next;
        if let Some(after) = open {
            (listed.open, next) = (true, after);
            // 等有关部门 and 等国务院相关部门 name a class of bodies, 等部门 does not.
            let behind = listed.end + 1;
            let class = word(chars, behind, after, &["有关", "相关"]).map(|_| behind..after);
            if let Some(class) = class.or_else(|| class_of_level(chars, after, end)) {
                next = class.end;
                let known = bodies::within(names, chars, class.start, class.end);
                let known = known.filter(|found| class.start + found.length == class.end);
                listed.names.push(match known {
                    Some(found) => Named::known(text, class.start, &found, names),
                    None => Named::unknown(text, class),
                });
            }
            listed.end = next;
        }
        let Some(after) = goes_on(chars, next, end) else { break };
        place = after;
    }
    (!listed.names.is_empty()).then_some(listed)
}

/// Where a list goes on behind a name.
fn goes_on(chars: &[char], at: usize, end: usize) -> Option<usize> {
    word(chars, at, end, &["、", "以及", "和", "及", "与", "或者", "或"])
}

/// Whether the name of a class says that others belong to it: `财政等部门`.
fn is_open(name: &[char]) -> bool {
    let others = (1..name.len()).rev().find(|i| name.get(*i) == Some(&'等'));
    others.is_some_and(|at| {
        let short = name.len() - at <= 8;
        short && !matches!(name.get(at - 1), Some('高' | '中' | '初' | '平' | '同'))
    })
}

/// `教育、公安、财政等部门`, `财政、审计部门`: fields with one noun are one class of bodies; where it ends, and
/// whether it is open.
fn fields(text: &Text, at: usize, end: usize) -> Option<(Named, usize, bool)> {
    let chars = text.chars();
    let limit = end.min(at + 160);
    let noun = (at..limit).find_map(|i| {
        word(
            chars,
            i,
            limit,
            &[
                "等有关部门和单位",
                "等相关部门和单位",
                "等有关部门",
                "等相关部门",
                "等行政主管部门",
                "等主管部门",
                "等部门和单位",
                "等部门",
                "等单位",
                "等有关单位",
                "等机关",
                "行政主管部门",
                "主管部门",
                "行政部门",
                "管理部门",
                "部门",
            ],
        )
        .map(|to| (i, to))
    });
    let (open, to) = noun?;
    // Every field is a few characters; a verb or a stop makes it a sentence.
    let part = chars.get(at..open)?;
    let short = part.split(|c| *c == '、').all(|field| (1..=14).contains(&field.len()));
    let plain = part.iter().all(|c| is_han(*c) || matches!(c, '、' | '(' | ')'));
    let verb = (at..open)
        .any(|i| word(chars, i, open, &["负责", "应当", "会同", "加强", "推动", "是指", "包括"]).is_some());
    let asked = word(chars, at, end, &ASKED).is_some() && !is_name(chars, at, end);
    let named = Named::unknown(text, at..to);
    let others = chars.get(open) == Some(&'等');
    // Without 等 the words before the noun must be plain fields: nothing that says what is done.
    let whole = others || (!asked && !(at..open).any(|i| begins_role(chars, i, open)));
    (short && plain && !verb && whole && part.contains(&'、')).then_some((named, to, others))
}

/// Fields with one noun straight behind the name of a government.
fn fields_behind(text: &Text, at: usize, end: usize) -> Option<(Named, usize, bool)> {
    let chars = text.chars();
    let other = word(chars, at, end, &["和", "及", "与", "以及", "或", "、", "有关", "相关", "各"]).is_some();
    if other || begins_role(chars, at, end) { None } else { fields(text, at, end) }
}

/// `国务院公安、工业和信息化等部门`: departments by their fields, none of them by its name.
fn fields_of_state_council(text: &Text, at: usize, end: usize) -> Option<Listed> {
    let chars = text.chars();
    let first = word(chars, at, end, &["国务院"])?;
    let (named, to, open) = fields(text, at, end)?;
    let listed = Listed { names: vec![named], open, end: to };
    let body = |at: &usize| matches!(chars.get(*at), Some('部' | '委' | '局' | '署' | '厅' | '会' | '行'));
    let fields = chars.get(first..listed.end)?;
    let named = (first..listed.end).any(|i| chars.get(i + 1) == Some(&'、') && body(&i));
    (!named && !matches!(fields.first(), Some('、' | '和' | '及' | '与'))).then_some(listed)
}

/// The name of a body that begins at a place, and where it ends; what it is called from here on stands behind it.
fn name(text: &Text, at: usize, end: usize, names: &Names<'_>) -> Option<(Named, usize)> {
    let (named, _) = plain_name(text, at, end, names)?;
    let named = named.with_tail(text, end);
    let to = named.range.end;
    Some((named, short_name(text.chars(), to, end).unwrap_or(to)))
}

/// Where `(以下简称…)` behind a name ends.
fn short_name(chars: &[char], at: usize, end: usize) -> Option<usize> {
    word(chars, at, end, &["(以下简称", "(以下统称", "(下称", "(简称", "(“", "(统称"])?;
    (at..end.min(at + 40)).find(|i| chars.get(*i) == Some(&')')).map(|close| close + 1)
}

fn plain_name(text: &Text, at: usize, end: usize, names: &Names<'_>) -> Option<(Named, usize)> {
    let chars = text.chars();
    if !chars.get(at).is_some_and(|c| is_han(*c)) {
        return None;
    }
    let known = bodies::within(names, chars, at, end);
    let local = places::local_at(chars, at, end);
    let reach = known.as_ref().map_or(at, |found| at + found.length).max(local.unwrap_or(at));
    // 证监会及其派出机构: the body with those below it.
    if let Some(found) = known.as_ref().filter(|found| reach == at + found.length) {
        let named = Named::known(text, at, found, names).with_tail(text, end);
        if named.range.end > reach && named.is_registered() {
            let to = named.range.end;
            return Some((named, to));
        }
    }
    // 县级以上人民政府发展改革、教育等有关部门: the departments, and not the government.
    if let Some((_, to, _)) = local.filter(|to| *to == reach).and_then(|to| fields_behind(text, to, end)) {
        return Some((Named::unknown(text, at..to), to));
    }
    // The name of a class may begin with that of a body: 国务院负责…工作的部门, 国务院有关部门.
    if let Some(to) = relative(chars, reach.max(at), end).or_else(|| class_behind(chars, at, reach, end)) {
        return Some((Named::unknown(text, at..to), to));
    }
    // 国务院财政、公安部门: departments of the State Council, by their fields.
    if known.as_ref().is_some_and(|found| text.folded(&(at..at + found.length)) == "国务院")
        && chars.get(reach).is_some_and(|c| is_han(*c))
        && !begins_role(chars, reach, end)
        && !matches!(chars.get(reach), Some('和' | '及' | '与' | '等' | '同'))
        && let Some(to) = field_departments(chars, reach, end)
    {
        return Some((Named::unknown(text, at..to), to));
    }
    if let Some(found) = known.filter(|found| local.is_none_or(|to| to <= at + found.length)) {
        let to = at + found.length;
        // 国务院职能转变协调小组办公室, 海关总署广东分署: an organ whose name begins with that of another.
        if let Some(longer) = longer_organ(chars, to, end).or_else(|| branch(chars, to, end)) {
            return Some((Named::unknown(text, at..longer), longer));
        }
        let named = Named::known(text, at, &found, names);
        // …（国务院新闻办）
        let close = bracket(chars, to, end).filter(|_| short_name(chars, to, end).is_none());
        return Some(match close {
            Some(close) => (named.extended(text, close), close),
            None => (named, to),
        });
    }
    if let Some(to) = local {
        return Some((Named::unknown(text, at..to), to));
    }
    let to = class_at(chars, at, end)?;
    let to = posted(chars, to, end).unwrap_or(to);
    Some((Named::unknown(text, at..to), to))
}

/// `驻湖机构`, `在沪机构`, `派出机构` behind a class of bodies: those of them that are at another place.
fn posted(chars: &[char], at: usize, end: usize) -> Option<usize> {
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
fn class_of_level(chars: &[char], at: usize, end: usize) -> Option<Range<usize>> {
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
fn branch(chars: &[char], at: usize, end: usize) -> Option<usize> {
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
fn longer_organ(chars: &[char], at: usize, end: usize) -> Option<usize> {
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
fn field_departments(chars: &[char], at: usize, end: usize) -> Option<usize> {
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
fn relative(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let from = word(chars, at, end, &["负责", "承担", "主管"])?;
    let limit = end.min(from + 32);
    let stop = (from..limit).find(|i| matches!(chars.get(*i), Some(',' | ';' | '。' | ':'))).unwrap_or(limit);
    (from..stop).find_map(|i| {
        word(chars, i, stop, &["的主管部门", "的部门", "的机构", "的机关", "的单位", "的行政部门"])
    })
}

/// `有关部门`, `民政部门`, `有关主管部门` straight behind the name of a body or of a level.
fn class_behind(chars: &[char], start: usize, at: usize, end: usize) -> Option<usize> {
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
const ASKED: [&str; 38] = [
    "鼓励", "支持", "引导", "推动", "指导", "督促", "加强", "完善", "对", "向", "由", "按", "在", "从", "将",
    "把", "被", "与", "以", "如", "凡", "其", "该", "本", "同意", "报", "送", "请", "各类", "企业", "推进",
    "形成", "建立", "构建", "健全", "探索", "强化", "指定",
];

/// Words that begin as one of those and open the name of a class: 其他部门, 本级财政部门.
fn is_name(chars: &[char], at: usize, end: usize) -> bool {
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
fn class_at(chars: &[char], at: usize, end: usize) -> Option<usize> {
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

/// Where a bracket of a few words behind a name ends.
fn bracket(chars: &[char], at: usize, end: usize) -> Option<usize> {
    (chars.get(at) == Some(&'(')).then_some(())?;
    let close = (at + 1..end.min(at + 24)).find(|i| chars.get(*i) == Some(&')'))?;
    chars.get(at + 1..close)?.iter().all(|c| is_han(*c) || *c == '、').then_some(close + 1)
}
