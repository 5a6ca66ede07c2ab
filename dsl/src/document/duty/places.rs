//! Local bodies by their level: `各市、县（区）人民政府`, `县级以上地方人民政府发展改革部门`.

use super::organs::begins_role;
use crate::document::text::folded::is_han;
use crate::document::text::words::word;

/// Words that open the name of a local body, longer ones of one beginning first.
const OPEN: [&str; 30] = [
    "各有关",
    "各相关",
    "各级",
    "各地方",
    "各地",
    "各",
    "有关",
    "相关",
    "其他",
    "事发地",
    "所在地",
    "属地",
    "当地",
    "本级",
    "同级",
    "上级",
    "下级",
    "本市",
    "我市",
    "我省",
    "本省",
    "全市",
    "全省",
    "地方各级",
    "地方",
    "县级以上",
    "乡级以上",
    "市级以上",
    "省级以上",
    "试点",
];

/// Levels, longer ones of one beginning first.
const LEVELS: [&str; 47] = [
    "新疆生产建设兵团",
    "计划单列市",
    "设区的市级",
    "设区的市",
    "设区市",
    "地级以上市",
    "地级以上城市",
    "地级及以上市",
    "地级市",
    "副省级城市",
    "直辖市",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "省级",
    "市级",
    "县级",
    "区级",
    "乡级",
    "镇级",
    "州市",
    "市州",
    "市县",
    "县区",
    "市区",
    "省区市",
    "乡镇",
    "街道",
    "开发区",
    "新区",
    "园区",
    "功能区",
    "高新区",
    "城市",
    "地区",
    "县级市",
    "盟市",
    "省",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
    "乡",
    "镇",
];

/// What joins levels: marks and small words.
const JOINS: [&str; 18] = [
    "、", "和", "及", "以及", "与", "或", "(", ")", "〔", "〕", "[", "]", "级", "以上", "地方", "各级",
    "两级", "三级",
];

/// What goes on with the name of a government: its office, or its departments.
const OF_GOVERNMENT: [&str; 8] = [
    "办公厅",
    "办公室",
    "及其有关部门",
    "及其相关部门",
    "及其所属部门",
    "及其职能部门",
    "及其工作部门",
    "及其部门",
];

/// How the name of a local government ends.
const GOVERNMENTS: [&str; 8] =
    ["人民政府", "政府", "行政公署", "管理委员会", "管委会", "街道办事处", "办事处", "地区"];

/// Where an opening word ends. 各地级市 opens with 各.
fn open(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let to = word(chars, at, end, &OPEN)?;
    let level =
        chars.get(to) == Some(&'级') && chars.get(to - 1) == Some(&'地') && chars.get(to - 2) == Some(&'各');
    Some(if level { to - 1 } else { to })
}

/// Where the name of local bodies that begins at a place ends: levels, joined by marks, and what they are of. The
/// marks inside it part no list.
pub(crate) fn local_at(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let end = end.min(at + 80);
    let opened = open(chars, at, end);
    let mut place = opened.unwrap_or(at);
    while let Some(next) = open(chars, place, end) {
        place = next;
    }
    let first = place;
    // How far a name without a government reaches: 各市、县.
    let mut levels = None;
    loop {
        if let Some(next) = word(chars, place, end, &GOVERNMENTS) {
            // A government may be one of several: …人民政府(街道办事处), 政府和管委会.
            let bracket = chars.get(next) == Some(&'(');
            let closed =
                if bracket { (next..end).find(|i| chars.get(*i) == Some(&')')).map(|i| i + 1) } else { None };
            let whole = word(chars, at, end, &["街道办事处"]).is_some();
            let behind = closed.unwrap_or(next);
            let behind = word(chars, behind, end, &OF_GOVERNMENT).unwrap_or(behind);
            return Some(behind).filter(|_| opened.is_some() || place > at || whole);
        }
        if let Some(next) = word(chars, place, end, &LEVELS) {
            place = next;
            levels = Some(next);
        } else if let Some(next) = word(chars, place, end, &JOINS).filter(|_| place > first) {
            place = next;
        } else {
            break;
        }
    }
    // 各区县(市): the bracket behind the last level belongs to it.
    let levels = levels.map(|to| {
        let count = |mark| (at..to).filter(|i| chars.get(*i) == Some(&mark)).count();
        to + usize::from(count('(') > count(')') && to < end && chars.get(to) == Some(&')'))
    });
    // 各市县工业和信息化主管部门: a class of departments of a level.
    // 市、区科技行政部门: of two levels.
    let joined = levels.is_some_and(|to| (at..to).any(|i| matches!(chars.get(i), Some('、' | '和' | '及'))));
    let departments = levels.filter(|_| opened.is_some() || joined);
    let departments = departments.and_then(|from| department(chars, from, end));
    // 会同有关地方开展: the governments of some places.
    let places =
        word(chars, at, end, &["各有关地方", "各相关地方", "有关地方", "相关地方", "各地方", "试点地方"]);
    let places = places.filter(|to| {
        let text = word(
            chars,
            *to,
            end,
            &["性", "标准", "特色", "金融", "税", "财政", "政策", "立法", "实际", "志"],
        );
        text.is_none()
    });
    let levels = levels.filter(|_| opened.is_some());
    let whole = opened.is_some_and(|to| word(chars, at, to, &["各"]).is_some());
    // 各地区落实, 会同各地开展: what they do.
    let acts = ["落实", "开展", "做好", "抓好", "推进", "实施", "组织", "建立", "加强", "完善", "研究"];
    let ends = |to: &usize| {
        !chars.get(*to).is_some_and(|c| is_han(*c))
            || begins_role(chars, *to, end)
            || word(chars, *to, end, &acts).is_some()
    };
    departments.or(levels.filter(|to| whole && ends(to))).or(places)
}

/// Where `…部门` ends, of words that are part of its name.
fn department(chars: &[char], from: usize, end: usize) -> Option<usize> {
    // 各地区和国务院相关部门: the list goes on with others.
    if word(chars, from, end, &JOINS).is_some() {
        return None;
    }
    let limit = end.min(from + 24);
    let stop = (from..limit)
        .find(|i| chars.get(*i).is_none_or(|c| !is_han(*c)) || begins_role(chars, *i, end))
        .unwrap_or(limit);
    (from..stop).find_map(|i| word(chars, i, stop, &["主管部门", "部门", "机构", "机关"]))
}

/// Provinces by the names they are listed under: `北京、上海等地区`.
const PROVINCES: [&str; 31] = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
];

/// Whether a whole name is that of local governments.
pub(crate) fn is_local(name: &str) -> bool {
    // 有关地方 stands for its government.
    if PROVINCES.contains(&name) || name.ends_with("地方") {
        return true;
    }
    let chars: Vec<char> = name.chars().collect();
    GOVERNMENTS.iter().any(|end| name.ends_with(end))
        || ["各地", "各省", "各市", "各区", "各县"].iter().any(|level| name.starts_with(level))
        || local_at(&chars, 0, chars.len()) == Some(chars.len())
}

/// Whether a name begins with a level.
pub(crate) fn has_level(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let at = word(&chars, 0, chars.len(), &["各", "有关", "相关"]).unwrap_or(0);
    // 市场监督管理部门 is of no city.
    if word(
        &chars,
        at,
        chars.len(),
        &["市场", "市容", "市政公用", "市政工程", "区域", "区块", "县域", "乡村"],
    )
    .is_some()
    {
        return false;
    }
    let levels = ["省", "自治区", "市", "县", "区", "州", "盟", "地方", "镇", "乡"];
    levels.iter().any(|level| word(&chars, at, chars.len(), &[level]).is_some())
        || ["各级", "各地", "地方", "县级以上", "属地", "当地"].iter().any(|word| name.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_local_bodies_are_one_name() {
        for name in [
            "各市、县(区)人民政府",
            "各省、自治区、直辖市人民政府",
            "县级以上地方人民政府",
            "各设区市政府",
            "各地级以上市人民政府",
            "各市县工业和信息化主管部门",
            "有关地区",
            "镇人民政府(街道办事处)",
            "事发地设区的市级人民政府",
        ] {
            let text: Vec<char> = format!("{name}负责落实").chars().collect();
            let end = local_at(&text, 0, text.len());
            assert_eq!(end, Some(name.chars().count()), "{name}");
        }
        for name in ["市场监管总局", "国家发展改革委", "各有关部门", "企业", "区块链", "有关部门"]
        {
            let text: Vec<char> = name.chars().collect();
            assert_eq!(local_at(&text, 0, text.len()), None, "{name}");
        }
    }
}
