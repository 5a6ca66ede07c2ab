//! Words that say how a figure binds, before it and behind it, and whether they hold the figure itself.

use crate::document::text::folded::is_han;
use crate::document::text::words::word_at;

/// How a word binds the figure beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bind {
    /// From it on. The flag says whether the figure is held: by the word, or by what the document rules for it.
    From(Held),
    UpTo(Held),
    About,
    Exactly,
}

/// Whether a bound holds its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// The word itself says so.
    Yes,
    No,
    /// What the document rules for the word, else what the Civil Code rules (article 1259).
    Ruled(Word),
}

/// The words a document may rule on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Word {
    Above,
    Below,
    Within,
    /// 超过, 高于, 大于.
    Over,
    /// 不足, 低于, 少于, 小于.
    Under,
    /// 不超过, 不高于, 最高.
    AtMost,
    /// 不低于, 不少于, 最低.
    AtLeast,
    /// An English word as it is written (`above`, `more than`).
    English(&'static str),
}

impl Word {
    /// Whether the word holds its figure where no document says otherwise.
    pub(crate) fn usually(self) -> bool {
        !matches!(self, Self::Over | Self::Under | Self::English(_))
    }
}

/// What a comparator word says besides its bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// 最高, 最长, 以…为限: the most that is given.
    pub(crate) most: bool,
    /// 压缩至, 提高到: a level to be reached.
    pub(crate) moves: bool,
    /// 稳定在: a level to be held.
    pub(crate) holds: bool,
}

/// The comparator words right before a place, and where the first of them begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Before {
    pub(crate) start: usize,
    pub(crate) bind: Option<Bind>,
    pub(crate) marks: Marks,
}

use Bind::{About, Exactly, From, UpTo};
use Held::{No, Ruled, Yes};

pub(crate) const MOST: Marks = Marks { most: true, moves: false, holds: false };
pub(crate) const MOVES: Marks = Marks { most: false, moves: true, holds: false };
pub(crate) const HOLDS: Marks = Marks { most: false, moves: false, holds: true };
pub(crate) const NONE: Marks = Marks { most: false, moves: false, holds: false };

const CHINESE_BEFORE: [(&str, Option<Bind>, Marks); 100] = [
    ("不得低于", Some(From(Ruled(Word::AtLeast))), NONE),
    ("不得少于", Some(From(Ruled(Word::AtLeast))), NONE),
    ("不能低于", Some(From(Ruled(Word::AtLeast))), NONE),
    ("不能少于", Some(From(Ruled(Word::AtLeast))), NONE),
    ("不低于", Some(From(Ruled(Word::AtLeast))), NONE),
    ("不少于", Some(From(Ruled(Word::AtLeast))), NONE),
    ("不小于", Some(From(Ruled(Word::AtLeast))), NONE),
    ("不短于", Some(From(Ruled(Word::AtLeast))), NONE),
    ("大于等于", Some(From(Yes)), NONE),
    ("大于或等于", Some(From(Yes)), NONE),
    ("小于等于", Some(UpTo(Yes)), NONE),
    ("小于或等于", Some(UpTo(Yes)), NONE),
    ("不得超过", Some(UpTo(Ruled(Word::AtMost))), NONE),
    ("不能超过", Some(UpTo(Ruled(Word::AtMost))), NONE),
    ("不可超过", Some(UpTo(Ruled(Word::AtMost))), NONE),
    ("不得高于", Some(UpTo(Ruled(Word::AtMost))), NONE),
    ("不得多于", Some(UpTo(Ruled(Word::AtMost))), NONE),
    ("不得大于", Some(UpTo(Ruled(Word::AtMost))), NONE),
    ("未超过", Some(UpTo(Yes)), NONE),
    ("不超过", Some(UpTo(Ruled(Word::AtMost))), NONE),
    ("不突破", Some(UpTo(Yes)), NONE),
    ("不高于", Some(UpTo(Ruled(Word::AtMost))), NONE),
    ("不大于", Some(UpTo(Ruled(Word::AtMost))), NONE),
    ("不多于", Some(UpTo(Ruled(Word::AtMost))), NONE),
    ("不长于", Some(UpTo(Ruled(Word::AtMost))), NONE),
    ("未达到", Some(UpTo(No)), NONE),
    ("未达", Some(UpTo(No)), NONE),
    ("达不到", Some(UpTo(No)), NONE),
    ("不满", Some(UpTo(No)), NONE),
    ("未满", Some(UpTo(No)), NONE),
    ("不足", Some(UpTo(Ruled(Word::Under))), NONE),
    ("低于", Some(UpTo(Ruled(Word::Under))), NONE),
    ("少于", Some(UpTo(Ruled(Word::Under))), NONE),
    ("小于", Some(UpTo(Ruled(Word::Under))), NONE),
    ("超过", Some(From(Ruled(Word::Over))), NONE),
    ("超出", Some(From(Ruled(Word::Over))), NONE),
    ("突破", Some(From(Ruled(Word::Over))), NONE),
    ("高于", Some(From(Ruled(Word::Over))), NONE),
    ("大于", Some(From(Ruled(Word::Over))), NONE),
    ("多于", Some(From(Ruled(Word::Over))), NONE),
    ("逾", Some(From(No)), NONE),
    ("超", Some(From(No)), NONE),
    ("达到", Some(From(Yes)), NONE),
    ("达", Some(From(Yes)), NONE),
    ("已满", Some(From(Yes)), NONE),
    ("年满", Some(From(Yes)), NONE),
    ("满", Some(From(Yes)), NONE),
    ("至少为", Some(From(Yes)), NONE),
    ("至少", Some(From(Yes)), NONE),
    ("最低为", Some(From(Yes)), NONE),
    ("最低", Some(From(Yes)), NONE),
    ("最少", Some(From(Yes)), NONE),
    ("最高为", Some(UpTo(Ruled(Word::AtMost))), MOST),
    ("最高可达", Some(UpTo(Ruled(Word::AtMost))), MOST),
    ("最高", Some(UpTo(Ruled(Word::AtMost))), MOST),
    ("最多", Some(UpTo(Ruled(Word::AtMost))), MOST),
    ("最大", Some(UpTo(Ruled(Word::AtMost))), MOST),
    ("至多", Some(UpTo(Ruled(Word::AtMost))), MOST),
    ("最长", Some(UpTo(Ruled(Word::AtMost))), MOST),
    ("上限为", Some(UpTo(Yes)), MOST),
    ("下限为", Some(From(Yes)), NONE),
    ("大约", Some(About), NONE),
    ("约为", Some(About), NONE),
    ("约", Some(About), NONE),
    ("接近", Some(About), NONE),
    ("近", Some(About), NONE),
    ("控制在", Some(UpTo(Yes)), HOLDS),
    ("稳定在", Some(Exactly), HOLDS),
    ("保持在", Some(Exactly), HOLDS),
    ("维持在", Some(Exactly), HOLDS),
    ("压缩至", Some(Exactly), MOVES),
    ("压缩到", Some(Exactly), MOVES),
    ("压减至", Some(Exactly), MOVES),
    ("压减到", Some(Exactly), MOVES),
    ("压减为", Some(Exactly), MOVES),
    ("压缩为", Some(Exactly), MOVES),
    ("减少为", Some(Exactly), MOVES),
    ("降为", Some(Exactly), MOVES),
    ("精简为", Some(Exactly), MOVES),
    ("缩减至", Some(Exactly), MOVES),
    ("缩减到", Some(Exactly), MOVES),
    ("缩短至", Some(Exactly), MOVES),
    ("缩短到", Some(Exactly), MOVES),
    ("缩短为", Some(Exactly), MOVES),
    ("减少至", Some(Exactly), MOVES),
    ("减少到", Some(Exactly), MOVES),
    ("减至", Some(Exactly), MOVES),
    ("降低至", Some(Exactly), MOVES),
    ("降低到", Some(Exactly), MOVES),
    ("下降到", Some(Exactly), MOVES),
    ("下降至", Some(Exactly), MOVES),
    ("降至", Some(Exactly), MOVES),
    ("降到", Some(Exactly), MOVES),
    ("精简至", Some(Exactly), MOVES),
    ("精简到", Some(Exactly), MOVES),
    (">=", Some(From(Yes)), NONE),
    ("≥", Some(From(Yes)), NONE),
    ("≤", Some(UpTo(Yes)), NONE),
    (">", Some(From(No)), NONE),
    ("<", Some(UpTo(No)), NONE),
];

/// Verbs that lead up to a level; with 到 or 至 behind them.
const RISES: [&str; 13] =
    ["提高", "提升", "增加", "增长", "扩大", "上升", "增", "扩", "拓展", "发展", "升", "壮大", "扩展"];

/// Words that may stand between a comparator word and its figure.
const BETWEEN: [&str; 12] =
    ["人民币", "本市", "当地", "全市", "全省", "全国", "为", "到", "了", "年均", "共", "有"];

/// Looks back at most this many words.
const MOST_WORDS: usize = 4;

/// The comparator words right before a figure in Chinese text.
pub(crate) fn before_chinese(chars: &[char], from: usize, at: usize) -> Option<Before> {
    let ends = |word: &str, at: usize| {
        let start = at.checked_sub(word.chars().count()).filter(|start| *start >= from)?;
        word_at(chars, start, word)?;
        Some(start)
    };
    let mut place = at;
    let mut read: Option<Before> = None;
    for _ in 0..MOST_WORDS {
        let known = CHINESE_BEFORE
            .iter()
            .filter_map(|(word, bind, marks)| ends(word, place).map(|start| (start, *bind, *marks)))
            .min_by_key(|(start, _, _)| *start)
            // 附近, 最近 and 邻近 are no 近, 圆满 and 任满 no 满.
            .filter(|(start, _, _)| place - start > 1 || !part_of_word(chars, *start));
        if let Some((start, bind, marks)) = known {
            let before = read.unwrap_or(Before { start, bind, marks: NONE });
            let both = Marks {
                most: before.marks.most || marks.most,
                moves: before.marks.moves || marks.moves,
                holds: before.marks.holds || marks.holds,
            };
            // The word nearest to the figure binds; 达到约 is about it.
            read = Some(Before { start, bind: before.bind.or(bind), marks: both });
            place = start;
            continue;
        }
        let rises = ["到", "至", "到了"].iter().find_map(|to| {
            let verb_end = ends(to, place)?;
            RISES.iter().find_map(|verb| ends(verb, verb_end))
        });
        if let Some(start) = rises {
            let before = read.unwrap_or(Before { start, bind: Some(From(Yes)), marks: NONE });
            read = Some(Before { start, marks: Marks { moves: true, ..before.marks }, ..before });
            break;
        }
        let Some(start) = BETWEEN.iter().find_map(|word| ends(word, place)).filter(|_| read.is_none()) else {
            break;
        };
        place = start;
    }
    read
}

/// `至少建成1所`: the word stands before the verb.
pub(crate) fn least_before_verb(chars: &[char], from: usize, at: usize) -> Option<Before> {
    let start = (from.max(at.saturating_sub(6))..at)
        .rev()
        .take_while(|i| chars.get(*i).is_some_and(|c| is_han(*c)))
        .find(|i| word_at(chars, *i, "至少").is_some())?;
    Some(Before { start, bind: Some(From(Yes)), marks: NONE })
}

fn part_of_word(chars: &[char], at: usize) -> bool {
    let here = chars.get(at).copied().unwrap_or(' ');
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    match here {
        '近' => matches!(before, '最' | '附' | '邻' | '靠' | '将' | '临' | '远'),
        '满' => matches!(before, '圆' | '期' | '届' | '美' | '充'),
        '超' => matches!(before, '高' | '赶'),
        '达' => matches!(before, '发' | '到' | '传' | '表' | '直' | '下' | '送'),
        '约' => matches!(before, '节' | '契' | '公' | '签' | '预' | '集' | '制'),
        _ => false,
    }
}

/// A comparator word behind a figure, and where it ends.
pub(crate) fn behind_chinese(chars: &[char], at: usize) -> Option<(Bind, Marks, usize)> {
    const WORDS: [(&str, Bind, Marks); 27] = [
        ("及以上", From(Yes), NONE),
        ("或以上", From(Yes), NONE),
        ("(含)以上", From(Yes), NONE),
        ("(含本数)以上", From(Yes), NONE),
        ("(不含)以上", From(No), NONE),
        ("含以上", From(Yes), NONE),
        ("以上(含)", From(Yes), NONE),
        ("以上(不含)", From(No), NONE),
        ("以上", From(Ruled(Word::Above)), NONE),
        ("及以下", UpTo(Yes), NONE),
        ("或以下", UpTo(Yes), NONE),
        ("(含)以下", UpTo(Yes), NONE),
        ("(含本数)以下", UpTo(Yes), NONE),
        ("(不含)以下", UpTo(No), NONE),
        ("以下(含)", UpTo(Yes), NONE),
        ("以下(不含)", UpTo(No), NONE),
        ("以下", UpTo(Ruled(Word::Below)), NONE),
        ("以内(含)", UpTo(Yes), NONE),
        ("(含)以内", UpTo(Yes), NONE),
        ("以内", UpTo(Ruled(Word::Within)), NONE),
        ("之内", UpTo(Ruled(Word::Within)), NONE),
        ("限额内", UpTo(Yes), MOST),
        ("内", UpTo(Ruled(Word::Within)), NONE),
        ("左右", About, NONE),
        ("上下", About, NONE),
        ("为限", UpTo(Yes), MOST),
        ("封顶", UpTo(Yes), MOST),
    ];
    let found = WORDS
        .iter()
        .filter_map(|(word, bind, marks)| word_at(chars, at, word).map(|end| (*bind, *marks, end)))
        .max_by_key(|(_, _, end)| *end)?;
    // 内部 and 内容 are no 内.
    let next = chars.get(found.2).copied().unwrap_or(' ');
    let single = found.2 == at + 1;
    (!single || !matches!(next, '部' | '容' | '地' | '外' | '涵' | '生' | '资' | '需' | '陆'))
        .then_some(found)
}

/// A bracket that says whether the figure before it is held: `(含)`, `(含本数)`, `(含5万元)`, `(不含)`.
pub(crate) fn bracket(chars: &[char], at: usize) -> Option<(bool, usize)> {
    if chars.get(at) != Some(&'(') {
        return None;
    }
    let close = (at + 1..at + 16).find(|i| chars.get(*i) == Some(&')'))?;
    let inner: String = chars.get(at + 1..close)?.iter().collect();
    let held = if inner.starts_with("不含") || inner.starts_with("不包括") {
        Some(false)
    } else if inner == "含" || inner.starts_with("含本") || inner.starts_with("包括本") {
        Some(true)
    } else {
        let rest = inner.strip_prefix('含')?;
        rest.starts_with(|c: char| c.is_ascii_digit()).then_some(true)
    };
    held.map(|held| (held, close + 1))
}

/// Whether the text around a figure is Chinese.
pub(crate) fn is_chinese(chars: &[char], at: usize, end: usize) -> bool {
    const AROUND: usize = 10;
    let near = at.saturating_sub(AROUND)..end.saturating_add(AROUND).min(chars.len());
    chars.get(near).is_some_and(|near| near.iter().any(|c| is_han(*c)))
}
