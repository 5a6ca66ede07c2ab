//! Declarations in words: scores with their groups, tables row by row, titles, exceptions.

use super::NameKind;
use super::said::{Speaker, both, literal, points};
use crate::ruling::{interval, words};
use gradus_dsl::policy::{Cell, Criterion, ExprKind, Group, Hit, Indicator, Row, Table, Type};
use gradus_dsl::{Label, Language, Number, ScoreId};

impl Speaker<'_> {
    /// What a declaration says.
    pub(super) fn declaration(&mut self, kind: NameKind, name: &str) {
        let policy = self.model.policy;
        match kind {
            NameKind::Criterion => {
                if let Some(criterion) = policy.criterion(&name.into()) {
                    self.criterion(criterion);
                }
            }
            NameKind::Let => {
                if let Some(named) = policy.name(&name.into()) {
                    self.say(&named.value, 0);
                }
            }
            NameKind::Score => {
                if let Some(score) = policy.score(&name.into()) {
                    self.line(0, most(&Label::default(), &score.of, score.pass.as_ref()));
                    for group in &score.groups {
                        self.group(group, 1);
                    }
                    self.indicators(&score.indicators, 1);
                }
            }
            NameKind::Group => {
                if let Some((_, group)) = super::group(policy, name) {
                    self.group(group, 0);
                }
            }
            NameKind::Table => {
                if let Some(table) = policy.table(&name.into()) {
                    self.rows(table, 0);
                }
            }
            NameKind::Title => self.rules(name),
            NameKind::Parameter => {
                let figure = policy.parameter(&name.into(), self.on);
                let text = figure.map_or_else(
                    || {
                        let (zh, en) = (words::day(self.on, Language::Zh), words::day(self.on, Language::En));
                        both(format!("{zh}无有效数值"), format!("no figure is in force on {en}"))
                    },
                    |figure| literal(&figure.value),
                );
                self.line(0, text);
            }
            NameKind::Fact => {}
        }
    }

    /// The condition, what it is an exception to, and the exceptions to it.
    fn criterion(&mut self, criterion: &Criterion) {
        if let Some(terms) = &criterion.overrides {
            let of: Vec<Label> = terms.of.iter().map(|id| self.name_of(id.as_str())).collect();
            let zh: Vec<&str> = of.iter().map(|one| one.zh.as_str()).collect();
            let en: Vec<&str> = of.iter().map(|one| one.en.as_str()).collect();
            let because = because(&terms.because);
            self.line(
                0,
                both(
                    format!("下列情形下优先于{}{}：", zh.join("、"), because.zh),
                    format!("comes before {}{}, where:", en.join(", "), because.en),
                ),
            );
            self.say(&terms.when, 1);
            self.line(0, both("此时须：".to_owned(), "and then asks:".to_owned()));
            self.say(&criterion.condition, 1);
        } else {
            self.say(&criterion.condition, 0);
        }
        let policy = self.model.policy;
        for (exception, terms) in policy.exceptions(&criterion.id) {
            let name = self.name_of(exception.id.as_str());
            let clause = |language| {
                let text = policy.import_of(exception.id.as_str()).map(|text| &text.pack);
                words::bracketed_in(text, &exception.citation.to_string(), language)
            };
            let because = because(&terms.because);
            self.line(
                0,
                both(
                    format!("例外{}：{}{}，适用情形：", clause(Language::Zh), name.zh, because.zh),
                    format!("exception {}: {}{}, where:", clause(Language::En), name.en, because.en),
                ),
            );
            self.say(&terms.when, 1);
            self.line(0, both("例外适用时须：".to_owned(), "and where it applies:".to_owned()));
            self.say(&exception.condition, 1);
        }
    }

    /// The rules for a title, one for each act or several.
    fn rules(&mut self, title: &str) {
        let rules = self.model.policy.eligibilities.iter().filter(|rule| rule.title.as_str() == title);
        for rule in rules {
            let acts = |language| {
                let acts = rule.acts.iter().map(|act| words::act(&act.0, language).to_owned());
                acts.collect::<Vec<_>>().join(words::pick(language, ", ", "、"))
            };
            let (zh, en) = (acts(Language::Zh), acts(Language::En));
            self.line(0, both(format!("{zh}："), format!("{en}:")));
            for required in &rule.requires {
                let label = self.title(required);
                self.line(1, both(format!("持有“{}”", label.zh), format!("holds {}", label.en)));
            }
            self.say(&rule.condition, 1);
        }
    }

    fn group(&mut self, group: &Group, depth: u32) {
        let id = both(group.id.to_string(), group.id.to_string());
        let text = most(&id, &group.of, group.pass.as_ref());
        self.line(depth, both(format!("{}：", text.zh), format!("{}:", text.en)));
        self.indicators(&group.indicators, depth + 1);
    }

    fn indicators(&mut self, lines: &[Indicator], depth: u32) {
        for line in lines {
            let of = points(&line.of);
            let zh = format!("{}，满分{}：", line.id, of.zh);
            self.line(depth, both(zh, format!("{}, at most {}:", line.id, of.en)));
            self.say(&line.points, depth + 1);
        }
    }

    /// A table: which of its rows counts, and each row with what it asks and gives.
    pub(super) fn rows(&mut self, table: &Table, depth: u32) {
        let (zh, en) = match table.hit {
            Hit::Unique => ("有且只有一行适用", "the one row that applies"),
            Hit::First => ("以自上而下第一个适用的行为准", "the first row that applies"),
            Hit::Any => ("各适用行的结果相同", "any row that applies; they agree"),
            Hit::CollectSum => ("各适用行的结果相加", "the sum of all rows that apply"),
        };
        self.line(depth, both(format!("表{}：{zh}", table.id), format!("table {}: {en}", table.id)));
        let columns: Vec<(Label, &Type)> =
            table.columns.iter().map(|column| (self.describe(column), &column.ty)).collect();
        for (index, row) in table.rows.iter().enumerate() {
            self.row(index + 1, row, &columns, depth + 1);
        }
    }

    fn row(&mut self, number: usize, row: &Row, columns: &[(Label, &Type)], depth: u32) {
        let asked = |language| {
            let cells = row.cells.iter().zip(columns);
            let said = cells.filter_map(|(cell, (what, ty))| {
                let text = cell_in_words(cell, ty, language)?;
                let what = what.in_language(language);
                Some(format!("{what}{}{text}", words::pick(language, " ", "")))
            });
            match said.collect::<Vec<_>>() {
                none if none.is_empty() => words::pick(language, "in every case", "任何情形").to_owned(),
                said => said.join(words::pick(language, ", ", "，")),
            }
        };
        let (zh, en) = (
            format!("第{number}行：{}", asked(Language::Zh)),
            format!("row {number}: {}", asked(Language::En)),
        );
        if matches!(
            row.result.kind,
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Date(_) | ExprKind::YesNo(_)
        ) {
            let result = literal(&row.result);
            return self.line(depth, both(format!("{zh} → {}", result.zh), format!("{en} → {}", result.en)));
        }
        self.line(depth, both(format!("{zh} →"), format!("{en} →")));
        self.say(&row.result, depth + 1);
    }

    /// A criterion by its name for people, with its id.
    fn name_of(&self, id: &str) -> Label {
        let label = self.model.policy.criterion(&id.into()).map(|one| one.label.clone()).unwrap_or_default();
        if label.is_empty() {
            return both(format!("`{id}`"), format!("`{id}`"));
        }
        let (zh, en) = (label.in_language(Language::Zh), label.in_language(Language::En));
        both(format!("“{zh}”（{id}）"), format!("“{en}” ({id})"))
    }

    /// That groups of a score have marks of their own.
    pub(super) fn with_groups(&self, id: &ScoreId, text: Label) -> Label {
        let groups = self.model.score(id).map(|score| score.groups.as_slice()).unwrap_or_default();
        let marks = groups.iter().filter_map(|group| Some((&group.id, points(group.pass.as_ref()?))));
        marks.fold(text, |text, (group, pass)| {
            both(
                format!("{}，其中{group}组不少于{}", text.zh, pass.zh),
                format!("{}, in group {group} at least {}", text.en, pass.en),
            )
        })
    }
}

/// The most points there are, and the mark that passes.
fn most(id: &Label, of: &Number, pass: Option<&Number>) -> Label {
    let of = points(of);
    let mut text = match id.is_empty() {
        true => both(format!("总分{}", of.zh), format!("at most {}", of.en)),
        false => both(format!("{}，满分{}", id.zh, of.zh), format!("{}, at most {}", id.en, of.en)),
    };
    if let Some(pass) = pass.map(points) {
        text.zh.push_str(&format!("，合格线{}", pass.zh));
        text.en.push_str(&format!(", passes at {}", pass.en));
    }
    text
}

/// What a cell asks of its column; nothing where it takes anything.
fn cell_in_words(cell: &Cell, ty: &Type, language: Language) -> Option<String> {
    match cell {
        Cell::Any => None,
        Cell::Within(intervals) => {
            let unit = ty.to_string();
            let one = |one: &gradus_dsl::policy::Interval| match one.low == one.high && one.low.is_some() {
                true => format!("{}{}", words::pick(language, "", "为"), interval(one, &unit, language)),
                false => interval(one, &unit, language),
            };
            let said: Vec<String> = intervals.iter().map(one).collect();
            Some(said.join(words::pick(language, " or ", "或")))
        }
        Cell::Among(texts) => {
            let shown = |text: &String| match (ty, text.as_str()) {
                (Type::YesNo, "true") => words::pick(language, "yes", "是").to_owned(),
                (Type::YesNo, "false") => words::pick(language, "no", "否").to_owned(),
                _ => text.clone(),
            };
            let texts: Vec<String> = texts.iter().map(shown).collect();
            let texts = texts.join(words::pick(language, " or ", "或"));
            Some(format!("{}{texts}", words::pick(language, "", "为")))
        }
    }
}

fn because(words: &str) -> Label {
    match words {
        "" => Label::default(),
        words => both(format!("（理由：{words}）"), format!(", because {words}")),
    }
}
