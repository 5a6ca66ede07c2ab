//! What `gradus read FILE` prints: a document as a person reads it, in English or Chinese.

use super::model::*;
use super::text::source::Source;
use crate::Language;
use std::fmt::Write as _;

/// Chooses between the English and the Chinese wording.
type Say = dyn Fn(&'static str, &'static str) -> &'static str;

impl Document {
    /// The document for people: title, number, dates, issuers, sections, who is responsible, targets, conditions,
    /// terms, short names, references, warnings.
    /// `text` is the text it was read from.
    #[must_use]
    pub fn to_text(&self, text: &str, language: Language) -> String {
        let source = Source::new(text);
        let say: &Say = &move |en, zh| match language {
            Language::En => en,
            Language::Zh => zh,
        };
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.head(&mut out, say);
        let _ = self.parts(&mut out, &source, say);
        let _ = self.counts(&mut out, &source, say);
        out
    }

    fn head(&self, out: &mut String, say: &Say) -> std::fmt::Result {
        let none = || say("not found", "未见").to_owned();
        let title = if self.title.is_empty() { none() } else { self.title.clone() };
        writeln!(out, "{title}")?;
        let number = self.number.as_ref().map_or_else(none, |number| number.as_written.clone());
        writeln!(out, "{}: {number}", say("number", "文号"))?;
        let dates = [
            (say("signed", "成文"), self.dates.signed),
            (say("published", "发布"), self.dates.published),
            (say("effective", "施行"), self.dates.effective),
            (say("repealed", "废止"), self.dates.repealed),
        ];
        let dates: Vec<String> =
            dates.iter().filter_map(|(word, date)| date.map(|date| format!("{word} {date}"))).collect();
        writeln!(
            out,
            "{}: {}",
            say("dates", "日期"),
            if dates.is_empty() { none() } else { dates.join(", ") }
        )?;
        writeln!(out, "\n{}", say("issuers", "发文机关"))?;
        for issuer in &self.issuers {
            writeln!(out, "  {:<12} {}", id(issuer, say), issuer.as_written)?;
        }
        writeln!(out, "\n{}", say("sections", "章节"))?;
        for section in &self.sections {
            let indent = "  ".repeat(section.level.min(12));
            writeln!(out, "{indent}{} {}", section.sign, section.heading)?;
        }
        Ok(())
    }

    fn parts(&self, out: &mut String, source: &Source<'_>, say: &Say) -> std::fmt::Result {
        writeln!(out, "\n{}", say("responsibilities", "责任"))?;
        for duty in &self.responsibilities {
            let place = duty.section.as_deref().unwrap_or("-");
            let basis = match duty.lead_basis {
                LeadBasis::Explicit => say("leads", "牵头"),
                LeadBasis::Convention => say("leads, first listed by rule", "牵头（依文内约定）"),
                LeadBasis::FirstListed => say("first listed, no lead stated", "首列，未明确牵头"),
                LeadBasis::Sole => say("alone", "唯一"),
                LeadBasis::None => say("no lead", "无牵头"),
            };
            let lead = if duty.lead.is_empty() { "-".to_owned() } else { ids(&duty.lead) };
            write!(out, "  {place:<10} {lead} ({basis})")?;
            let lists = [
                (say("joint", "共同"), &duty.co),
                (say("cooperating", "配合"), &duty.cooperating),
                (say("local", "地方"), &duty.local),
                (say("generic", "类称"), &duty.generic),
            ];
            for (word, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
                write!(out, "; {word}: {}", ids(list))?;
            }
            let marks = [
                (duty.open_ended, say("open list", "等")),
                (duty.division, say("by division of duties", "按职责分工")),
                (duty.form == ResponsibilityForm::Sentence, say("in running text", "正文")),
            ];
            for (_, word) in marks.iter().filter(|(holds, _)| *holds) {
                write!(out, "; {word}")?;
            }
            if let Some(scope) = &duty.scope {
                write!(out, "; {}: {scope}", say("scope", "适用范围"))?;
            }
            writeln!(out, "; {} {}", say("sentences governed", "所辖句数"), duty.governs.len())?;
        }
        writeln!(out, "\n{}", say("targets", "目标"))?;
        for target in &self.targets {
            let figure = match (&target.value, &target.hedge) {
                (Some(value), _) => {
                    let unit = target.unit.as_deref().unwrap_or_default();
                    let upper = target.upper.as_ref().map(|upper| format!("–{upper}")).unwrap_or_default();
                    format!("{} {value}{upper}{unit}", comparator(target.comparator))
                }
                (None, Some(hedge)) => format!("“{hedge}”, {}", say("no figure", "无数字")),
                (None, None) => say("no figure", "无数字").to_owned(),
            };
            let by = target.deadline.map(|date| format!(" {} {date}", say("by", "截至"))).unwrap_or_default();
            let place = target.section.as_deref().unwrap_or("-");
            writeln!(out, "  {place:<10} {}: {figure}{by}", target.object)?;
        }
        if !self.criteria.is_empty() {
            writeln!(out, "\n{}", say("criteria", "条件"))?;
        }
        for one in &self.criteria {
            let place = one.section.as_deref().unwrap_or("-");
            let value = one.value.as_ref().map(ToString::to_string).unwrap_or_default();
            let upper = one.upper.as_ref().map(|upper| format!("–{upper}")).unwrap_or_default();
            let unit = one.unit.as_deref().unwrap_or_default();
            let role = match one.role.as_str() {
                "benefit" => say("benefit", "给予"),
                "cap" => say("cap", "限额"),
                "period" => say("period", "期限"),
                "revocation" => say("revocation", "撤销"),
                _ => say("eligibility", "资格"),
            };
            write!(
                out,
                "  {place:<10} {} {} {value}{upper}{unit} ({role})",
                one.indicator,
                comparator(one.comparator)
            )?;
            let parts = [
                (say("where", "情形"), &one.when),
                (say("window", "时段"), &one.window),
                (say("of", "基数"), &one.of),
                (say("any of", "任一"), &one.alternative_group),
            ];
            for (word, text) in parts.iter().filter_map(|(word, text)| Some((word, text.as_ref()?))) {
                write!(out, "; {word}: {text}")?;
            }
            writeln!(out)?;
        }
        self.terms(out, say)?;
        writeln!(out, "\n{}", say("short names", "简称"))?;
        for definition in &self.definitions {
            writeln!(out, "  {} = {}", definition.term, source.cut(definition.meaning_span))?;
        }
        if !self.references.is_empty() {
            writeln!(out, "\n{}", say("references", "引用文件"))?;
        }
        for named in &self.references {
            let place = named.section.as_deref().unwrap_or("-");
            let title = named.title.as_ref().map(|title| format!("《{title}》"));
            let parts: Vec<String> = title.into_iter().chain(named.number.clone()).collect();
            writeln!(out, "  {place:<10} {}", parts.join(" "))?;
        }
        Ok(())
    }

    /// The times to act, the validities and the days of effect.
    fn terms(&self, out: &mut String, say: &Say) -> std::fmt::Result {
        if !self.deadlines.is_empty() {
            writeln!(out, "\n{}", say("terms", "期限"))?;
        }
        for term in &self.deadlines {
            let kind = match term.kind.as_str() {
                "deadline" => say("deadline", "时限"),
                "recurring-deadline" => say("recurring deadline", "定期"),
                "validity" => say("validity", "有效期"),
                "publicity" => say("publicity", "公示"),
                "retention" => say("retention", "保存"),
                "grace" => say("grace", "宽限"),
                "effective" => say("effective", "施行"),
                "repeal" => say("repeal", "废止"),
                "start" => say("start", "起算"),
                _ => say("window", "时段"),
            };
            write!(out, "  {:<10} {kind}", term.section.as_deref().unwrap_or("-"))?;
            if let Some(value) = &term.value {
                write!(out, " {value} {}", term.unit.as_deref().unwrap_or_default())?;
            }
            if let Some(date) = term.date {
                write!(out, " {date}")?;
            }
            for (word, text) in [(say("from", "自"), &term.from_event), (say("by", "主体"), &term.actor)] {
                if let Some(text) = text {
                    write!(out, "; {word}: {text}")?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn counts(&self, out: &mut String, source: &Source<'_>, say: &Say) -> std::fmt::Result {
        let kinds = [
            (SentenceKind::Measure, say("measure", "措施")),
            (SentenceKind::Responsibility, say("responsibility", "责任")),
            (SentenceKind::Target, say("target", "目标")),
            (SentenceKind::Criterion, say("criterion", "条件")),
            (SentenceKind::Procedure, say("procedure", "程序")),
            (SentenceKind::Definition, say("definition", "定义")),
            (SentenceKind::Validity, say("validity", "效力")),
            (SentenceKind::Reference, say("reference", "引用")),
            (SentenceKind::Purpose, say("purpose", "目的")),
            (SentenceKind::Heading, say("heading", "标题")),
            (SentenceKind::Other, say("other", "其他")),
        ];
        let counted: Vec<String> = kinds
            .iter()
            .map(|(kind, word)| (self.sentences.iter().filter(|s| s.kind == *kind).count(), word))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{word} {count}"))
            .collect();
        writeln!(out, "\n{} ({})\n  {}", say("sentences", "句"), self.sentences.len(), counted.join(", "))?;
        if !self.unread.is_empty() {
            writeln!(out, "\n{}", say("not read", "未读"))?;
            for unread in &self.unread {
                let shown: String = source.cut(unread.span).chars().take(60).collect();
                writeln!(out, "  {}: {shown}", unread.reason)?;
            }
        }
        writeln!(out, "\n{} ({})", say("warnings", "提示"), self.warnings.len())?;
        for warning in &self.warnings {
            writeln!(out, "  [{}] {}", warning.code, warning.message)?;
        }
        Ok(())
    }
}

fn id<'a>(body: &'a BodyMention, say: &Say) -> &'a str {
    body.id.as_ref().map_or_else(|| say("(unknown)", "（未知）"), |id| id.as_str())
}

/// Ids where the registry has them, else the name as written.
fn ids(list: &[BodyMention]) -> String {
    let names = list.iter().map(|body| match &body.id {
        Some(id) => id.as_str().to_owned(),
        None => format!("“{}”", body.as_written),
    });
    names.collect::<Vec<_>>().join(", ")
}

fn comparator(comparator: Option<Comparator>) -> &'static str {
    comparator.unwrap_or(Comparator::Equal).sign()
}
