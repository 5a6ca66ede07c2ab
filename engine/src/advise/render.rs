//! Advice as a page for people, in English and Chinese.

use super::{Advice, Change, ChangeKind, Edge, Target, Way};
use crate::Shown;
use crate::ruling::words::{self, pick as one_of_two};
use crate::ruling::{Phrases, value as shown_value};
use gradus_dsl::Language;
use gradus_dsl::policy::CompareOp;

impl Advice {
    /// The advice as a page for people: each way with its changes, what must hold between them, and what is still
    /// needed; at the end what was not searched.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let pick = |en: &str, zh: &str| one_of_two(language, en, zh).to_owned();
        let title = self.title_label.in_language(language);
        let decision = words::decision(self.decision, language);
        let act = words::act(&self.act.0, language);
        let on = words::day(self.on, language);
        let mut lines = vec![match language {
            Language::En => format!("{decision} today: {title}, {act}, as of {on}"),
            Language::Zh => format!("现状{decision}：{title}（{act}），截至{on}"),
        }];
        if self.ways.is_empty() && self.decision == crate::Decision::Eligible {
            lines.push(pick("Nothing need change.", "无需变更。"));
        } else if self.ways.is_empty() {
            let most = self.most_changes;
            lines.push(match language {
                Language::En => format!("No way by {most} changes or fewer was found."),
                Language::Zh => format!("未找到不超过{most}项变更的可行方案。"),
            });
        }
        for (index, way) in self.ways.iter().enumerate() {
            lines.push(String::new());
            lines.push(match language {
                Language::En => format!("Way {}", index + 1),
                Language::Zh => format!("方案{}", index + 1),
            });
            way.render(language, &mut lines);
        }
        if !self.not_searched.is_empty() {
            lines.push(String::new());
            lines.push(pick("Not complete", "分析不完整"));
            lines.extend(self.not_searched.iter().map(|gap| format!("  - {}", gap.in_language(language))));
        }
        lines.join("\n") + "\n"
    }
}

impl Way {
    fn render(&self, language: Language, lines: &mut Vec<String>) {
        let pick = |en: &str, zh: &str| one_of_two(language, en, zh).to_owned();
        if self.changes.is_empty() {
            lines.push(format!("  {}", pick("no change", "无需变更")));
        }
        lines.extend(self.changes.iter().map(|change| format!("  - {}", change.text(language))));
        if !self.together.is_empty() {
            lines.push(format!("  {}", pick("so that", "且须满足")));
            lines.extend(self.together.iter().map(|one| format!("    - {}", one.in_language(language))));
        }
        if !self.also_needed.is_empty() {
            lines.push(format!("  {}", pick("still needed", "仍需提供且须符合要求")));
            for missing in &self.also_needed {
                let label = missing.label.in_language(language);
                let from = Phrases::new(language).needs(&missing.needs);
                lines.push(match language {
                    Language::En => format!("    - {label} ({}): {from}", missing.path),
                    Language::Zh => format!("    - {label}（{}）：{from}", missing.path),
                });
            }
        }
    }
}

impl Change {
    /// The change in one line: what it must become, and what it is today.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let label = self.label.in_language(language);
        let label = if label.is_empty() { self.path.as_str() } else { label };
        if self.kind == ChangeKind::Title {
            return match language {
                Language::En => format!("hold {label} first ({})", self.path),
                Language::Zh => format!("先取得“{label}”（{}）", self.path),
            };
        }
        let value = |shown: &Shown| shown_value(shown, &self.unit, language);
        let from = self.from.as_ref().map(value);
        let example = value(&self.example);
        let to = match &self.to {
            Target::Is(shown) => value(shown),
            Target::OneOf(texts) => match language {
                Language::En => format!("one of {}", texts.join(", ")),
                Language::Zh => format!("{}之一", texts.join("、")),
            },
            Target::Within { low, high } => {
                let bound = |edge: &Edge, included, excluded| {
                    let op = if edge.included { included } else { excluded };
                    words::than(op, &value(&edge.value), &self.unit, language)
                };
                let low = low.as_ref().map(|edge| bound(edge, CompareOp::AtLeast, CompareOp::Above));
                let high = high.as_ref().map(|edge| bound(edge, CompareOp::AtMost, CompareOp::Below));
                let both = [low, high].into_iter().flatten().collect::<Vec<_>>();
                both.join(one_of_two(language, " and ", "且"))
            }
            Target::Together => match language {
                Language::En => format!("for example {example}"),
                Language::Zh => format!("例如{example}"),
            },
        };
        match (language, from) {
            (Language::En, Some(from)) => format!("{label}: {to} (today {from})"),
            (Language::En, None) => format!("{label}: {to}"),
            (Language::Zh, Some(from)) => format!("{label}：{to}（现为{from}）"),
            (Language::Zh, None) => format!("{label}：{to}"),
        }
    }
}
