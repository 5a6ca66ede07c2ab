//! `gradus demo`: one document, its duties, three enterprises and one application, on one page.

use crate::answer::{Answer, Failure};
use crate::args::Lang;
use crate::embedded;
use gradus::assign::Matrix;
use gradus::workflow::{Event, open, standing};
use gradus::{Calendar, Date, Engine, Facts, Form, Language, Length};
use gradus_dsl::{Agencies, Document, LeadBasis, Position, Responsibility, ResponsibilityForm, columns};
use std::collections::BTreeMap;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The language of what is not the document's own words
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let engine = Engine::load(embedded::packs(), embedded::AGENCIES)?;
    let mut page = Page { language: args.lang.into(), text: String::new() };
    page.document(engine.agencies())?;
    page.duties(&engine)?;
    page.titles(&engine)?;
    page.application(&engine)?;
    Ok(Answer::given(page.text))
}

/// The day the rulings of the page are for.
const ON: &str = "2025-06-01";
/// The day the application of the page is opened.
const OPENED: &str = "2025-04-10";
/// Its first three steps: who takes them, as what, and when.
const STEPS: [(&str, &str, &str, &str); 3] = [
    ("submit", "chen", "applicant", "2025-04-11"),
    ("recommend", "liu", "provincial_authority", "2025-04-28"),
    ("review", "zhao", "miit", "2025-05-20"),
];
/// The widest heading that is shown, in terminal columns.
const HEADING: usize = 66;

struct Page {
    language: Language,
    text: String,
}

impl Page {
    fn document(&mut self, agencies: &Agencies) -> Result<(), Failure> {
        let read = Document::read(embedded::SEED.as_bytes(), agencies);
        let document = read.map_err(|remark| {
            Failure::diagnostics([&remark.located("source.en.txt", embedded::SEED, Position::default())])
        })?;
        self.title("1. The document", "一、文件", "gradus read policies/miit-2021-70/source.en.txt");
        self.line(&format!("  {}", document.title));
        let number = document.number.as_ref().map(|number| number.as_written.as_str()).unwrap_or_default();
        let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let (signed, published) = (date(document.dates.signed), date(document.dates.published));
        let issuers: Vec<&str> =
            document.issuers.iter().filter_map(|body| body.id.as_ref()).map(|id| id.as_str()).collect();
        let issuers = issuers.join(", ");
        self.both(
            &format!("  {number} · signed {signed}, published {published} · issued by {issuers}"),
            &format!("  {number} · {signed}成文，{published}发布 · 发文机关：{issuers}"),
        );
        let clauses =
            document.responsibilities.iter().filter(|duty| duty.form == ResponsibilityForm::Clause).count();
        let (sections, running) = (document.sections.len(), document.responsibilities.len() - clauses);
        let (sentences, targets) = (document.sentences.len(), document.targets.len());
        self.both(
            &format!(
                "  {sections} sections, {clauses} clauses of responsibility, {running} duty in running text, {targets} targets, {sentences} sentences"
            ),
            &format!(
                "  {sections}个章节，{clauses}个责任条款，正文职责{running}处，目标{targets}个，共{sentences}句"
            ),
        );
        for section in &document.sections {
            let duty =
                document.responsibilities.iter().find(|duty| duty.section.as_deref() == Some(&*section.path));
            let who = self.who(duty);
            let line = format!(
                "    {}{}{who}",
                pad(&section.sign, 8),
                pad(&clip(&section.heading, HEADING), HEADING + 2)
            );
            self.line(&line);
        }
        let mut warnings: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for warning in &document.warnings {
            warnings.entry(&warning.code).or_default().push(&warning.message);
        }
        let count = document.warnings.len();
        self.both(&format!("  {count} things a drafter should look at"), &format!("  {count}处需起草人留意"));
        for (code, messages) in warnings {
            let first = messages.first().copied().unwrap_or_default();
            self.line(&format!("    {:>2} {}{}", messages.len(), pad(code, 25), clip(first, 96)));
        }
        Ok(())
    }

    /// What the clause of a section says of the lead.
    fn who(&self, duty: Option<&Responsibility>) -> String {
        let Some(duty) = duty else {
            return self.say("no clause", "无责任条款").to_owned();
        };
        let count = duty.lead.len() + duty.co.len() + duty.cooperating.len() + duty.generic.len();
        let lead = duty.lead.iter().filter_map(|body| body.id.as_ref()).map(|id| id.as_str());
        let lead = lead.collect::<Vec<_>>().join(", ");
        match (duty.lead_basis, self.language) {
            (LeadBasis::FirstListed | LeadBasis::None, Language::En) => {
                format!("{count} bodies, no lead stated")
            }
            (LeadBasis::FirstListed | LeadBasis::None, Language::Zh) => format!("{count}个单位，未明确牵头"),
            (_, Language::En) => format!("{count} bodies, {lead} leads"),
            (_, Language::Zh) => format!("{count}个单位，{lead}牵头"),
        }
    }

    fn duties(&mut self, engine: &Engine) -> Result<(), Failure> {
        self.title("2. Who answers for what", "二、责任分工", "gradus who policies");
        let policy = engine.policy(&"miit-2021-70".into())?;
        let matrix = Matrix::of(policy, policy.in_force.from, engine.agencies());
        for line in matrix.render(self.language).lines() {
            self.line(format!("  {line}").trim_end());
        }
        Ok(())
    }

    fn titles(&mut self, engine: &Engine) -> Result<(), Failure> {
        let command = format!("gradus ladder --policy policies --facts FILE --on {ON}");
        self.title("3. Who may hold which title", "三、谁可以获得何种称号", &command);
        let mut ladders = Vec::new();
        for sample in embedded::SAMPLES {
            ladders.push(engine.ladder(&Facts::from_json(sample)?, day(ON)?, None)?);
        }
        let name = pad(self.say("title", "称号"), 48);
        self.line(&format!("  {name}{}{}{}", pad("A", 16), pad("B", 16), "C"));
        // Every ladder has the same titles: those of the packs.
        for (index, rung) in ladders.first().into_iter().flat_map(|ladder| &ladder.rungs).enumerate() {
            let mut line = format!("  {}", pad(rung.label.in_language(self.language), 48));
            for rung in ladders.iter().filter_map(|ladder| ladder.rungs.get(index)) {
                line.push_str(&pad(rung.standing.text(self.language), 16));
            }
            self.line(line.trim_end());
        }
        let command = format!("gradus rule little_giant --policy policies --facts FILE --on {ON} --short");
        self.line("");
        self.line(&format!("{}$ {command}", " ".repeat(40)));
        for (letter, ladder) in ["A", "B", "C"].iter().zip(&ladders) {
            let asked = ladder.rungs.iter().find(|rung| rung.title.as_str() == "little_giant");
            let Some(ruling) = asked.and_then(|rung| rung.standing.ruling()) else { continue };
            let short = ruling.render(Length::Short, Form::Text, self.language);
            for (index, line) in short.lines().filter(|line| !line.is_empty()).enumerate() {
                let letter = if index == 0 { letter } else { " " };
                self.line(&format!("  {letter} {line}"));
            }
        }
        Ok(())
    }

    fn application(&mut self, engine: &Engine) -> Result<(), Failure> {
        let command = "gradus case do --log FILE --step STEP --person P --role R --on DATE";
        self.title("4. How an application of A proceeds", "四、A的申请如何推进", command);
        let calendar = Calendar::from_toml(embedded::CALENDAR, "cn.toml")
            .map_err(|remarks| Failure::diagnostics(&remarks))?;
        let policy = "miit-2022-63".into();
        let workflow = engine.workflow(&policy, &"recognition".into())?;
        let opening = engine.opening(&policy, "A-2025-1".into(), day(OPENED)?, Vec::new())?;
        let refused = |reasons: Vec<String>| Failure::new(&reasons.join("; "), "", "");
        let mut last = open(workflow, &opening, &calendar).map_err(|refusals| {
            refused(refusals.iter().map(|refusal| refusal.text(workflow, self.language)).collect())
        })?;
        self.line(&format!("  {OPENED}  {}", last.render(workflow, self.language).trim_end()));
        for (step, person, role, on) in STEPS {
            let (step, person, role, date) = (step.into(), person.into(), role.into(), day(on)?);
            last = engine.step(
                &last.snapshot,
                &Event::Take { step, person, role, on: date, facts: None },
                &calendar,
            )?;
            if !last.accepted() {
                return Err(refused(
                    last.refusals.iter().map(|refusal| refusal.text(workflow, self.language)).collect(),
                ));
            }
            let reasons: Vec<String> =
                last.reasons.iter().map(|reason| reason.text(workflow, self.language)).collect();
            self.line(&format!("  {on}  {}", reasons.join(self.say("; ", "；"))));
        }
        let stands = standing(workflow, &last.snapshot, day(ON)?, &calendar)
            .map_err(|refusal| refused(vec![refusal.text(workflow, self.language)]))?;
        for line in stands.render(workflow, self.language).lines() {
            self.line(&format!("  {line}"));
        }
        Ok(())
    }

    fn title(&mut self, en: &'static str, zh: &'static str, command: &str) {
        if !self.text.is_empty() {
            self.line("");
        }
        let title = self.say(en, zh);
        self.line(&format!("{}$ {command}", pad(title, 40)));
    }

    fn both(&mut self, en: &str, zh: &str) {
        let line = if self.language == Language::Zh { zh } else { en };
        self.line(line);
    }

    fn say(&self, en: &'static str, zh: &'static str) -> &'static str {
        if self.language == Language::Zh { zh } else { en }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

fn day(text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|error: gradus_dsl::DateError| Failure::new(&error.to_string(), "", ""))
}

/// A text filled up with blanks to a width in terminal columns.
fn pad(text: &str, width: usize) -> String {
    let own: usize = text.chars().map(columns).sum();
    format!("{text}{}", " ".repeat(width.saturating_sub(own)))
}

/// A text cut off at a width in terminal columns.
fn clip(text: &str, width: usize) -> String {
    let mut own = 0;
    let all: usize = text.chars().map(columns).sum();
    if all <= width {
        return text.to_owned();
    }
    let kept = text.chars().take_while(|c| {
        own += columns(*c);
        own < width
    });
    kept.collect::<String>() + "…"
}
