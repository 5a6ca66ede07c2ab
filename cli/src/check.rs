//! `gradus check`: what is wrong with packs and registries, and what became of each sentence of a text.

use crate::answer::{Answer, Failure};
use crate::args::Lang;
use crate::packs::{self, Packs};
use crate::{files, read};
use gradus::{Calendar, Language, PolicyId};
use gradus_dsl::policy::SentenceStatus;
use gradus_dsl::{Checked, Diagnostic, columns};
use serde::Serialize;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Policy files, folders of packs, or folders of such folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Exit with 1 where there is a warning
    #[arg(long)]
    strict: bool,
    /// What was found, as data
    #[arg(long)]
    json: bool,
    /// The language of the summary; diagnostics are in English
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// The agency registry; else agencies/agencies.toml beside the packs
    #[arg(long, value_name = "FILE")]
    agencies: Option<PathBuf>,
}

/// Everything a check found.
#[derive(Debug, Serialize)]
struct Report {
    registries: Vec<Registry>,
    packs: Vec<PackReport>,
    errors: usize,
    warnings: usize,
}

/// A registry of bodies or a calendar.
#[derive(Debug, Serialize)]
struct Registry {
    path: String,
    /// Bodies of a registry, years of a calendar; none where it could not be read.
    #[serde(flatten)]
    holds: Option<Holds>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Holds {
    Bodies(usize),
    Years(usize),
}

#[derive(Debug, Serialize)]
struct PackReport {
    id: PolicyId,
    path: String,
    rules: usize,
    criteria: usize,
    measures: usize,
    targets: usize,
    workflows: usize,
    cases: usize,
    /// Sentences by what became of them, every status in a fixed order; none where the text is not at hand.
    sentences: Option<Vec<Share>>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Serialize)]
struct Share {
    status: &'static str,
    count: usize,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let packs = Packs::at(&args.paths, args.agencies.as_deref())?;
    let report = Report::of(&packs)?;
    let language = Language::from(args.lang);
    let answer = if args.json { read::json(&report)? } else { Answer::given(report.render(language)) };
    let (errors, warnings) = (report.errors, report.warnings);
    let found = format!("error: the check found {} and {}", many(errors, "error"), many(warnings, "warning"));
    let answer = match (errors, warnings) {
        (0, 0) => answer,
        (0, _) if args.strict => answer.no().note(found),
        (0, _) => answer,
        _ => answer.bad().note(found),
    };
    Ok(answer.notes(packs.notes()))
}

impl Report {
    fn of(packs: &Packs) -> Result<Self, Failure> {
        let mut registries = Vec::new();
        let (agencies, diagnostics) = match packs.registry() {
            Ok(read) => (Some(read), Vec::new()),
            Err(diagnostics) => (None, diagnostics),
        };
        // The registry built into the command is no file of the drafter's, so it is not listed.
        if let Some(file) = &packs.agencies_file {
            let holds = agencies.as_ref().map(|read| Holds::Bodies(read.iter().count()));
            registries.push(Registry { path: file.display().to_string(), holds, diagnostics });
        }
        for file in packs::calendars(&packs.bases)? {
            let path = file.display().to_string();
            let (holds, diagnostics) = match Calendar::from_toml(&files::text(&file)?, &path) {
                Ok(calendar) => (Some(Holds::Years(calendar.years.len())), Vec::new()),
                Err(diagnostics) => (None, diagnostics),
            };
            registries.push(Registry { path, holds, diagnostics });
        }
        // Without the registry every body a pack names would be reported: what is wrong is said once.
        let checked = agencies.map_or_else(Vec::new, |agencies| packs.check(&agencies));
        let packs: Vec<PackReport> =
            packs.found.iter().zip(checked).map(|(found, checked)| PackReport::of(found, checked)).collect();
        let remarks = || {
            let of_registries = registries.iter().flat_map(|registry| &registry.diagnostics);
            of_registries.chain(packs.iter().flat_map(|pack| &pack.diagnostics))
        };
        let errors = remarks().filter(|remark| remark.is_error()).count();
        let warnings = remarks().count() - errors;
        Ok(Self { registries, packs, errors, warnings })
    }

    /// What was found, then what there is, a block each.
    fn render(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        let of_registries = self.registries.iter().flat_map(|registry| &registry.diagnostics);
        let remarks = of_registries.chain(self.packs.iter().flat_map(|pack| &pack.diagnostics));
        let mut blocks: Vec<String> = remarks.map(ToString::to_string).collect();
        let registries: Vec<String> = self.registries.iter().map(|registry| registry.render(zh)).collect();
        if !registries.is_empty() {
            blocks.push(registries.join("\n"));
        }
        blocks.extend(self.packs.iter().map(|pack| pack.render(zh)));
        if self.packs.is_empty() {
            let said = if zh {
                "机构名录有误，未检查各政策包"
            } else {
                "the packs were not checked: the registry has errors"
            };
            blocks.push(said.to_owned());
        }
        let (errors, warnings) = (self.errors, self.warnings);
        blocks.push(if zh {
            format!("错误{errors}个，警告{warnings}个")
        } else {
            format!("{}, {}", many(errors, "error"), many(warnings, "warning"))
        });
        blocks.join("\n\n") + "\n"
    }
}

impl Registry {
    fn render(&self, zh: bool) -> String {
        let holds = match (&self.holds, zh) {
            (None, true) => "无法读取".to_owned(),
            (None, false) => "cannot be read".to_owned(),
            (Some(Holds::Bodies(count)), true) => format!("{count}个机构"),
            (Some(Holds::Bodies(1)), false) => "1 body".to_owned(),
            (Some(Holds::Bodies(count)), false) => format!("{count} bodies"),
            (Some(Holds::Years(count)), true) => format!("{count}个年度"),
            (Some(Holds::Years(count)), false) => many(*count, "year"),
        };
        format!("{}{}{holds}", self.path, if zh { "：" } else { ": " })
    }
}

impl PackReport {
    fn of(found: &packs::Found, checked: Checked) -> Self {
        let policy = &checked.policy;
        let sentences = (policy.clauses.text_available && !checked.ledger.entries.is_empty()).then(|| {
            let counts = checked.ledger.counts();
            let count = |status| counts.get(&status).copied().unwrap_or(0);
            let stated =
                STATUSES.iter().map(|(status, name, _)| Share { status: name, count: count(*status) });
            stated.collect()
        });
        Self {
            id: found.pack.id.clone(),
            path: found.file.display().to_string(),
            rules: policy.eligibilities.len(),
            criteria: policy
                .criteria
                .iter()
                .filter(|one| policy.import_of(one.id.as_str()).is_none())
                .count(),
            measures: policy.measures.len(),
            targets: policy.targets.len(),
            workflows: policy.workflows.len(),
            cases: found.cases,
            sentences,
            diagnostics: checked.diagnostics,
        }
    }

    fn render(&self, zh: bool) -> String {
        let (rules, criteria, measures) = (self.rules, self.criteria, self.measures);
        let (targets, workflows, cases) = (self.targets, self.workflows, self.cases);
        let mut lines = vec![if zh {
            format!(
                "{}：规则{rules}条，条件{criteria}项，措施{measures}项，目标{targets}个，流程{workflows}个，用例{cases}个",
                self.id
            )
        } else {
            format!(
                "{}: {}, {criteria} {}, {}, {}, {}, {}",
                self.id,
                many(rules, "rule"),
                if criteria == 1 { "criterion" } else { "criteria" },
                many(measures, "measure"),
                many(targets, "target"),
                many(workflows, "workflow"),
                many(cases, "case"),
            )
        }];
        let Some(sentences) = &self.sentences else {
            let said = if zh {
                "  原文不在包内，逐句台账不适用"
            } else {
                "  the text is not at hand, so the ledger of sentences does not apply"
            };
            lines.push(said.to_owned());
            return lines.join("\n");
        };
        let total: usize = sentences.iter().map(|share| share.count).sum();
        lines.push(if zh { format!("  共{total}句") } else { format!("  {}", many(total, "sentence")) });
        for (share, (_, _, chinese)) in sentences.iter().zip(STATUSES) {
            let name = if zh { chinese } else { share.status };
            let width: usize = name.chars().map(columns).sum();
            let pad = " ".repeat(16usize.saturating_sub(width));
            lines.push(format!("    {name}{pad}{:>4}  {}", share.count, percent(share.count, total)));
        }
        lines.join("\n")
    }
}

/// The statuses in the order they are shown.
const STATUSES: [(Option<SentenceStatus>, &str, &str); 11] = [
    (Some(SentenceStatus::Rule), "rule", "规则"),
    (Some(SentenceStatus::Duty), "duty", "职责"),
    (Some(SentenceStatus::Step), "step", "程序步骤"),
    (Some(SentenceStatus::Target), "target", "目标"),
    (Some(SentenceStatus::Definition), "definition", "定义"),
    (Some(SentenceStatus::Purpose), "purpose", "目的"),
    (Some(SentenceStatus::Discretion), "discretion", "裁量"),
    (Some(SentenceStatus::CannotCompute), "cannot_compute", "无法计算"),
    (Some(SentenceStatus::NoEffect), "no_effect", "无独立效力"),
    (Some(SentenceStatus::Unreviewed), "unreviewed", "未审阅"),
    (None, "unclassified", "未归类"),
];

/// A share with one place, rounded half up; no binary fractions are needed for it.
fn percent(count: usize, total: usize) -> String {
    let tenths = (count * 2_000 + total).checked_div(total * 2).unwrap_or(0);
    format!("{:>5} %", format!("{}.{}", tenths / 10, tenths % 10))
}

fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
