//! Gives meaning to declarations: names resolve, types and units are checked, citations lead to clauses.

mod amounts;
mod applies;
mod bands;
mod boxes;
mod branches;
mod calls;
mod citations;
mod dates;
mod domain;
mod duties;
mod exceptions;
mod exclusive;
mod exprs;
mod facts;
mod figures;
mod header;
mod imports;
mod intervals;
mod ledger;
mod library;
mod lists;
mod names;
mod options;
mod procedure;
mod rules;
mod scores;
mod symbols;
mod tables;
mod texts;

pub(crate) use applies::{decides, decides_nothing};
pub(crate) use calls::FUNCTIONS;
pub(crate) use facts::TYPES;
pub use imports::Imports;
pub(crate) use intervals::WORDS as INTERVALS;
pub use ledger::{Ledger, LedgerEntry};

use crate::ast::{Declaration, Expr as Written, File, Unread};
use crate::policy::{Period, Policy, Status, StatusKind};
use crate::{Agencies, Clauses, Date, Diagnostic, FactId, PolicyId, Position, Severity};
use imports::Linked;
use std::collections::{BTreeMap, BTreeSet};
use symbols::{LetState, Symbols};

/// What a policy is checked against.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The pack's id.
    pub id: &'a PolicyId,
    /// The name of the policy file, for places.
    pub file: &'a str,
    /// The policy text, for places.
    pub source: &'a str,
    /// The clauses citations resolve to; none where neither the text nor a clause table is at hand.
    pub clauses: Option<&'a Clauses>,
    /// The bodies that may be named.
    pub agencies: &'a Agencies,
    /// The packs whose rules it may use.
    pub imports: Imports<'a>,
}

/// A policy as far as it could be given meaning, what was found, and the ledger of its sentences.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What was understood. Parts with errors are left out, so it is for tools; a host asks [`Checked::usable`].
    pub policy: Policy,
    /// What was found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What became of each sentence of the text.
    pub ledger: Ledger,
    /// What of the file could not be read.
    pub unread: Unread,
    /// The facts the policy does not declare itself, and that came with rules of other packs.
    pub taken_in: BTreeSet<FactId>,
}

impl Checked {
    /// The policy, if nothing is wrong with it; otherwise what is wrong.
    ///
    /// # Errors
    /// Every diagnostic, where at least one is an error.
    pub fn usable(self) -> Result<Policy, Vec<Diagnostic>> {
        if self.diagnostics.iter().any(Diagnostic::is_error) {
            Err(self.diagnostics)
        } else {
            Ok(self.policy)
        }
    }
}

/// After this many remarks no more are kept; a last one says so.
const MAX_REMARKS: usize = 200;

/// Checks the declarations of one policy file. Where some of it could not be read, nothing is said that may follow
/// from that alone.
#[must_use]
pub fn check(file: &File, ground: Ground<'_>) -> Checked {
    let mut checker = Checker {
        ground,
        unread: &file.unread,
        remarks: Vec::new(),
        symbols: Symbols::default(),
        policy: empty(ground),
        lets: BTreeMap::new(),
        calls: Vec::new(),
        nodes: 0,
        closures: 0,
        hidden: None,
        ceilings: Vec::new(),
        used: BTreeSet::new(),
        compared: 0,
        linked: Linked::default(),
    };
    checker.collect(file);
    checker.header(file);
    // Facts first: their types are needed by every expression; the rest is free of order.
    for declaration in file.declarations.iter().filter(|d| d.keyword == "fact") {
        checker.fact(declaration);
    }
    checker.resolve_ceilings();
    for declaration in file.declarations.iter().filter(|d| d.keyword == "parameter") {
        checker.parameter(declaration);
    }
    for declaration in &file.declarations {
        checker.declaration(declaration);
    }
    checker.link();
    checker.whole();
    let ledger = checker.ledger();
    checker.policy.names.sort_by_key(|named| named.at);
    checker.policy.tables.sort_by_key(|table| table.at);
    let taken_in = checker.take_in_linked();
    checker.more_remarks();
    let mut diagnostics = checker.remarks;
    diagnostics.sort_by(|a, b| (a.at, &a.code, &a.message).cmp(&(b.at, &b.code, &b.message)));
    diagnostics.dedup();
    Checked { policy: checker.policy, diagnostics, ledger, unread: file.unread.clone(), taken_in }
}

struct Checker<'a> {
    ground: Ground<'a>,
    unread: &'a Unread,
    remarks: Vec<Diagnostic>,
    symbols: Symbols<'a>,
    policy: Policy,
    lets: BTreeMap<String, LetState>,
    /// The functions being put in place, to find recursion.
    calls: Vec<String>,
    /// Nodes made so far: functions put in place can grow without bound.
    nodes: usize,
    /// Closures met so far, for names of their own.
    closures: usize,
    /// The gravest of the remarks that were not kept; none where all were.
    hidden: Option<Severity>,
    /// The ceilings of facts, looked up when all facts are known: fact, ceiling, place.
    ceilings: Vec<(usize, String, Position)>,
    /// Names something refers to.
    used: BTreeSet<String>,
    /// Comparisons of rows of tables made so far, which have a limit.
    compared: u64,
    /// What is taken from other packs.
    linked: Linked<'a>,
}

impl<'a> Checker<'a> {
    fn error(&mut self, code: &str, at: Position, message: impl Into<String>, help: impl Into<String>) {
        self.remark(Diagnostic::error(code, message, help), at);
    }

    fn warning(&mut self, code: &str, at: Position, message: impl Into<String>, help: impl Into<String>) {
        self.remark(Diagnostic::warning(code, message, help), at);
    }

    fn remark(&mut self, remark: Diagnostic, at: Position) {
        match self.remarks.len() {
            count if count < MAX_REMARKS => {
                self.remarks.push(remark.located(self.ground.file, self.ground.source, at));
            }
            // Errors come first in the order of weight.
            _ => {
                self.hidden =
                    Some(self.hidden.map_or(remark.severity, |gravest| gravest.min(remark.severity)))
            }
        }
    }

    /// Says that remarks were left out; an error if one of those was.
    fn more_remarks(&mut self) {
        let Some(severity) = self.hidden else { return };
        let found = format!("more than {MAX_REMARKS} remarks; the others are not shown");
        let last = Diagnostic { severity, ..Diagnostic::error("more-remarks", found, "mend these first") };
        self.remarks.push(last.located(self.ground.file, self.ground.source, Position::default()));
    }

    fn declaration(&mut self, declaration: &'a Declaration) {
        match declaration.keyword {
            "let" => self.named(declaration),
            "fn" => self.function(declaration),
            "criterion" => self.criterion(declaration),
            "score" => self.score(declaration),
            "table" => self.table(declaration),
            "title" => self.title(declaration),
            "eligibility" => self.eligibility(declaration),
            "applies" => self.applies(declaration),
            "measure" => self.measure(declaration),
            "convention" => self.convention(declaration),
            "target" => self.target(declaration),
            "classify" => self.classify(declaration),
            "workflow" => self.workflow(declaration),
            _ => {}
        }
    }

    fn named(&mut self, declaration: &'a Declaration) {
        let Some((name, at)) = declaration.word("name") else { return };
        self.let_type(name, at);
    }

    /// The status tail of a declaration.
    fn status(&mut self, declaration: &Declaration) -> Option<Status> {
        let (kind, at) = declaration.word("status")?;
        let note = declaration.expr("note").map_or_else(crate::Label::default, |note| self.wording(note));
        Some(Status { kind: self.status_kind(kind, at)?, note })
    }

    fn status_kind(&mut self, kind: &str, at: Position) -> Option<StatusKind> {
        match kind {
            "confirmed" => Some(StatusKind::Confirmed),
            "single" => Some(StatusKind::Single),
            "memory" => Some(StatusKind::Memory),
            "disputed" => {
                self.error(
                    "disputed-figure",
                    at,
                    "a disputed figure cannot decide a ruling",
                    "leave it out of the policy, and say so in the README of the pack",
                );
                None
            }
            other => {
                self.error(
                    "unknown-status",
                    at,
                    format!("`{other}` is not a status"),
                    "write `confirmed`, `single` or `memory`",
                );
                None
            }
        }
    }

    fn date(&mut self, text: &str, at: Position) -> Option<Date> {
        let date = text.parse().ok();
        if date.is_none() {
            self.error(
                "bad-date",
                at,
                format!("`{text}` is not a date"),
                "write year, month and day: \"2025-12-31\"",
            );
        }
        date
    }

    /// A half-open period; reversed ones are refused.
    fn period(&mut self, from: Date, to: Option<Date>, at: Position) -> Option<Period> {
        if to.is_some_and(|to| to <= from) {
            self.error(
                "period-reversed",
                at,
                "the period ends before it begins",
                "`to` is the first day after the period, later than `from`",
            );
            return None;
        }
        Some(Period { from, to })
    }
}

/// The texts of a map entry, an expression that must be a plain text or a name.
fn plain(expr: &Written) -> Option<&str> {
    match &expr.kind {
        crate::ast::ExprKind::Text(text) | crate::ast::ExprKind::Name(text) => Some(text),
        _ => None,
    }
}

fn empty(ground: Ground<'_>) -> Policy {
    Policy {
        id: ground.id.clone(),
        number: String::new(),
        version: String::new(),
        title: crate::Label::default(),
        issuers: Vec::new(),
        authentic: None,
        in_force: Period { from: Date::FIRST, to: None },
        status: None,
        clauses: ground.clauses.cloned().unwrap_or_default(),
        facts: Vec::new(),
        parameters: Vec::new(),
        names: Vec::new(),
        criteria: Vec::new(),
        scores: Vec::new(),
        titles: Vec::new(),
        eligibilities: Vec::new(),
        measures: Vec::new(),
        first_listed_leads: None,
        targets: Vec::new(),
        classifications: Vec::new(),
        workflows: Vec::new(),
        uses: Vec::new(),
        imports: Vec::new(),
        tables: Vec::new(),
        applications: Vec::new(),
    }
}
