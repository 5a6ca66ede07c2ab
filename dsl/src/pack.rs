//! A pack: the texts of one document - its policy, and the source text or clause table its citations lead to.

use crate::ast::{Declaration, ExprKind, File};
use crate::check::{Checked, Ground, Imports, check};
use crate::kept::Kept;
use crate::script::parse;
use crate::{Agencies, Clauses, Diagnostic, Document, Language, PolicyId, Position};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the policy in the folder of a pack.
pub(crate) const POLICY_FILE: &str = "policy.rhai";

/// The texts of one document, as a host hands them over. Nothing here reads a file.
///
/// ```
/// use gradus_dsl::{Agencies, Pack};
/// let policy = r#"
///     policy sample #{ title: #{ en: "Sample" }, in_force: #{ from: "2022-08-01", to: open } };
///     fact debt_ratio : percentage #{ en: "debt ratio" };
///     criterion debt "annex 3, 2" { debt_ratio <= percent(70) }
///     eligibility prize "annex 3" { debt }
/// "#;
/// let clauses = r#"
///     text = "unavailable"
///     language = "en"
///     [[clause]]
///     number = "annex 3"
///     [[clause]]
///     number = "annex 3/2"
///     summary = { en = "the debt ratio is at most 70 %" }
/// "#;
/// let checked = Pack::new("sample", policy).with_clauses(clauses).check(&Agencies::empty());
/// assert!(checked.diagnostics.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The pack's id: the name of its folder.
    pub id: PolicyId,
    /// The policy in the policy language.
    pub policy: String,
    /// The clause table (TOML): where the official text is not at hand, what its clauses hold; beside the text, what
    /// they said when the policy was last held against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clauses: Option<String>,
    /// The official text or a translation of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceText>,
}

/// A text of the document itself, unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceText {
    /// Its language.
    pub language: Language,
    /// The text.
    pub text: String,
}

impl Pack {
    /// A pack with this policy; add the clauses or the source its citations lead to.
    #[must_use]
    pub fn new(id: impl Into<PolicyId>, policy: impl Into<String>) -> Self {
        Self { id: id.into(), policy: policy.into(), clauses: None, source: None }
    }

    /// The same pack with a clause table.
    #[must_use]
    pub fn with_clauses(mut self, toml: impl Into<String>) -> Self {
        self.clauses = Some(toml.into());
        self
    }

    /// The same pack with the text of the document.
    #[must_use]
    pub fn with_source(mut self, language: Language, text: impl Into<String>) -> Self {
        self.source = Some(SourceText { language, text: text.into() });
        self
    }

    /// The name of a file of the pack, for places in diagnostics.
    pub(crate) fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.id)
    }

    /// Reads and checks the pack by itself: titles of other packs and the rules it takes from them are looked at by
    /// [`check_packs`](crate::check_packs) only.
    #[must_use]
    pub fn check(&self, agencies: &Agencies) -> Checked {
        self.read(agencies).check(agencies, Imports::default())
    }

    /// The packs it takes rules from, and those it declares to apply, in the order of the text.
    ///
    /// ```
    /// let pack = gradus_dsl::Pack::new("sample", "use \"agencies\"; use \"sizes\" version \"1\" as size;");
    /// assert_eq!(pack.uses(), ["sizes".into()]);
    /// ```
    #[must_use]
    pub fn uses(&self) -> Vec<PolicyId> {
        let (file, _) = parse(&self.policy, POLICY_FILE);
        uses(&file)
    }

    /// The pack read, before anything in it is given meaning.
    pub(crate) fn read(&self, agencies: &Agencies) -> Read<'_> {
        let (clauses, mut remarks) = self.read_clauses(agencies);
        let kept = match self.clauses.as_deref().filter(|_| self.source.is_some()) {
            None => None,
            Some(toml) => match Kept::from_toml(toml, &self.file("clauses.toml")) {
                Ok(kept) => Some(kept),
                Err(problems) => {
                    remarks.extend(problems);
                    None
                }
            },
        };
        let name = self.file(POLICY_FILE);
        let (file, unread) = parse(&self.policy, &name);
        // Where nothing was read, nothing can be said of what it means.
        let nothing = file.declarations.is_empty() && !unread.is_empty();
        remarks.extend(unread);
        Read { pack: self, name, clauses, kept, file, nothing, remarks }
    }

    /// The clauses of the source text, else of the clause table.
    fn read_clauses(&self, agencies: &Agencies) -> (Option<Clauses>, Vec<Diagnostic>) {
        if let Some(source) = &self.source {
            let language = match source.language {
                Language::En => "en",
                Language::Zh => "zh",
            };
            let file = self.file(&format!("source.{language}.txt"));
            return match Document::read(source.text.as_bytes(), agencies) {
                Ok(document) => (Some(Clauses::from_document(&document, &source.text)), Vec::new()),
                Err(remark) => (None, vec![remark.located(&file, &source.text, Position::default())]),
            };
        }
        match self.clauses.as_deref().map(|toml| Clauses::from_toml(toml, &self.file("clauses.toml"))) {
            None => (None, Vec::new()),
            Some(Ok(clauses)) => (Some(clauses), Vec::new()),
            Some(Err(remarks)) => (None, remarks),
        }
    }
}

/// A pack whose texts were read.
#[derive(Debug)]
pub(crate) struct Read<'p> {
    pack: &'p Pack,
    /// The name of the policy file, for places.
    name: String,
    clauses: Option<Clauses>,
    /// What the clauses said before, where the pack keeps it.
    kept: Option<Kept>,
    file: File,
    /// Whether nothing of the policy could be read.
    nothing: bool,
    remarks: Vec<Diagnostic>,
}

impl Read<'_> {
    /// The packs whose rules it takes.
    pub(crate) fn rules_of(&self) -> Vec<PolicyId> {
        self.file.declarations.iter().filter_map(rules_of).collect()
    }

    /// Gives the policy its meaning.
    pub(crate) fn check(mut self, agencies: &Agencies, imports: Imports<'_>) -> Checked {
        let ground = Ground {
            id: &self.pack.id,
            file: &self.name,
            source: &self.pack.policy,
            clauses: self.clauses.as_ref(),
            agencies,
            imports,
        };
        let mut checked = check(&self.file, ground);
        if let (Some(kept), Some(clauses)) = (&self.kept, &self.clauses) {
            let changed = kept.held_against(clauses, &checked.policy).into_iter();
            let located = changed.map(|(remark, at)| remark.located(&self.name, &self.pack.policy, at));
            checked.diagnostics.extend(located);
            checked.diagnostics.sort_by_key(|remark| remark.at);
        }
        // Where nothing was read, nothing can be said of what it means.
        if !self.nothing {
            self.remarks.append(&mut checked.diagnostics);
        }
        checked.diagnostics = self.remarks;
        checked
    }
}

/// The packs a policy file names, each once, in the order of the text.
fn uses(file: &File) -> Vec<PolicyId> {
    let mut packs: Vec<PolicyId> = Vec::new();
    for declaration in &file.declarations {
        let named = match declaration.keyword {
            "use" => rules_of(declaration),
            "applies" => match declaration.expr("options").map(|options| &options.kind) {
                Some(ExprKind::Map(entries)) => entries.iter().find_map(|(key, value)| match &value.kind {
                    ExprKind::Text(pack) if key == "use" => Some(PolicyId::new(pack.as_str())),
                    _ => None,
                }),
                _ => None,
            },
            _ => None,
        };
        if let Some(id) = named.filter(|id| !packs.contains(id)) {
            packs.push(id);
        }
    }
    packs
}

/// The pack a `use` takes rules from; none for a registry.
fn rules_of(declaration: &Declaration) -> Option<PolicyId> {
    declaration.word("alias").filter(|_| declaration.keyword == "use")?;
    declaration.word("pack").map(|(pack, _)| PolicyId::new(pack))
}
