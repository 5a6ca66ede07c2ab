//! The shape of every declaration, as data: one row a keyword. Parsing and printing are both driven by it.

/// What may stand in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlotKind {
    /// An identifier.
    Word,
    /// A quoted text.
    Text,
    /// A whole number.
    Integer,
    /// An expression.
    Expr,
    /// An expression in braces.
    Body,
    /// Declarations in braces.
    Items,
    /// Nothing: the fixed word says all.
    Mark,
}

/// One slot: an optional fixed word before it, the label of the part, and what may stand there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) word: &'static str,
    pub(crate) label: &'static str,
    pub(crate) kind: SlotKind,
}

/// An optional run of slots, begun by its first slot's fixed word, or by `#{` or `{`.
pub(crate) type Tail = &'static [Slot];

/// The form of one keyword: the slots that must stand in this order, then tails in any order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub(crate) keyword: &'static str,
    pub(crate) head: &'static [Slot],
    pub(crate) tails: &'static [Tail],
    /// One instance, for help texts.
    pub(crate) example: &'static str,
    /// Whether it stands at the top of a file, and not inside another declaration.
    pub(crate) top: bool,
}

const fn slot(word: &'static str, label: &'static str, kind: SlotKind) -> Slot {
    Slot { word, label, kind }
}

use SlotKind::{Body, Expr, Integer, Items, Mark, Text, Word};

const NAME: Slot = slot("", "name", Word);
const CITATION: Slot = slot("", "citation", Text);
const OPTIONS: Slot = slot("", "options", Expr);
const BODY: Slot = slot("", "body", Body);
const ITEMS: Slot = slot("", "items", Items);
const STATUS: Tail = &[slot("status", "status", Word), slot("", "note", Expr)];
const BECAUSE: Tail = &[slot("because", "because", Text)];

/// Every form of the language except Rhai's own `let` and `fn`.
const FORMS: &[Form] = &[
    Form {
        keyword: "policy",
        head: &[NAME, OPTIONS],
        tails: &[],
        example: "policy sample_2022 #{ number: \"…\", issuers: [miit], in_force: #{ from: \"2022-08-01\", to: open } };",
        top: true,
    },
    Form {
        keyword: "use",
        head: &[slot("", "pack", Text)],
        tails: &[&[slot("version", "version", Text)], &[slot("as", "alias", Word)]],
        example: "use \"sme-size-2011-300\" version \"1\" as size;",
        top: true,
    },
    Form {
        keyword: "fact",
        head: &[NAME, slot(":", "type", Expr)],
        tails: &[&[OPTIONS]],
        example: "fact debt_ratio : percentage #{ zh: \"资产负债率\", en: \"debt-to-asset ratio\" };",
        top: true,
    },
    Form {
        keyword: "parameter",
        head: &[NAME, CITATION, slot("=", "value", Expr)],
        tails: &[&[slot("from", "from", Text)], &[slot("to", "to", Text)], STATUS],
        example: "parameter rd_floor \"annex 3, 4(1)1\" = percent(3) from \"2022-08-01\";",
        top: true,
    },
    Form {
        keyword: "criterion",
        head: &[NAME, CITATION],
        tails: &[
            &[slot("overrides", "overrides", Expr)],
            BECAUSE,
            &[slot("when", "when", Expr)],
            STATUS,
            &[OPTIONS],
            &[BODY],
        ],
        example: "criterion debt \"annex 3, 2\" { debt_ratio <= percent(70) }",
        top: true,
    },
    Form {
        keyword: "score",
        head: &[NAME, CITATION, slot("of", "of", Expr)],
        tails: &[&[slot("pass", "pass", Expr)], STATUS, &[ITEMS]],
        example: "score total \"annex 2, 4\" of 100 pass 60 { indicator share \"annex 2, 4(3)\" of 10 { … } }",
        top: true,
    },
    Form {
        keyword: "group",
        head: &[NAME, CITATION, slot("of", "of", Expr)],
        tails: &[&[slot("pass", "pass", Expr)], STATUS, &[ITEMS]],
        example: "group innovation \"annex 1, 1\" of 40 pass 20 { indicator rd \"annex 1, 1\" of 40 { … } }",
        top: false,
    },
    Form {
        keyword: "indicator",
        head: &[NAME, CITATION, slot("of", "of", Expr)],
        tails: &[STATUS, &[BODY]],
        example: "indicator share \"annex 2, 4(3)\" of 10 { bands(market_share, [[percent(0), 0], [percent(10), 5]]) }",
        top: false,
    },
    Form {
        keyword: "table",
        head: &[NAME, CITATION, slot("", "hit", Word), slot("on", "on", Expr)],
        tails: &[STATUS, &[ITEMS]],
        example: "table fee \"annex 4\" unique on [revenue.last] { row [any] => 0; }",
        top: true,
    },
    Form {
        keyword: "row",
        head: &[slot("", "when", Expr), slot("=>", "then", Expr)],
        tails: &[],
        example: "row [within(wan(0), wan(5000)), any] => 0;",
        top: false,
    },
    Form {
        keyword: "title",
        head: &[NAME, CITATION, OPTIONS],
        tails: &[],
        example: "title little_giant \"2\" #{ zh: \"专精特新“小巨人”企业\", en: \"little giant\", after: specialised_sme };",
        top: true,
    },
    Form {
        keyword: "eligibility",
        head: &[NAME, CITATION],
        tails: &[STATUS, &[OPTIONS], &[BODY]],
        example: "eligibility little_giant \"annex 3\" #{ act: [recognition] } { all([debt, share]) }",
        top: true,
    },
    Form {
        keyword: "applies",
        head: &[CITATION, OPTIONS],
        tails: &[],
        example: "applies \"30\" #{ title: innovative_sme, act: recognition, from: \"2026-04-01\", to: open };",
        top: true,
    },
    Form {
        keyword: "measure",
        head: &[NAME, CITATION],
        tails: &[
            &[slot("lead", "lead", Expr)],
            &[slot("joint", "joint", Expr)],
            &[slot("support", "support", Expr)],
            &[slot("local", "local", Expr)],
            &[slot("division", "division", Mark)],
            &[slot("when", "when", Expr)],
            &[OPTIONS],
        ],
        example: "measure services \"10\" lead miit joint open([relevant_departments]) support [industry_associations];",
        top: true,
    },
    Form {
        keyword: "convention",
        head: &[NAME, CITATION],
        tails: &[&[slot("from", "from", Text)]],
        example: "convention first_listed_leads \"3\" from \"3\";",
        top: true,
    },
    Form {
        keyword: "target",
        head: &[NAME, CITATION],
        tails: &[
            &[slot("unquantified", "words", Text)],
            &[slot("by", "by", Text)],
            STATUS,
            &[OPTIONS],
            &[BODY],
        ],
        example: "target little_giants \"2\" { holders(little_giant) >= 10000 } by \"2025-12-31\";",
        top: true,
    },
    Form {
        keyword: "classify",
        head: &[CITATION],
        tails: &[&[slot("sentence", "sentence", Integer)], &[slot("as", "as", Word)], BECAUSE],
        example: "classify \"9\" sentence 4 as discretion because \"encourages, binds nobody\";",
        top: true,
    },
    Form {
        keyword: "workflow",
        head: &[NAME, slot("of", "title", Word)],
        tails: &[&[slot("cites", "citation", Text)], STATUS, &[ITEMS]],
        example: "workflow recognition of little_giant { state draft initial; … }",
        top: true,
    },
    Form {
        keyword: "state",
        head: &[NAME],
        tails: &[
            &[slot("initial", "initial", Mark)],
            &[slot("final", "final", Mark)],
            &[slot("grants", "grants", Word)],
            &[slot("valid", "valid", Expr)],
            &[slot("cites", "citation", Text)],
            STATUS,
            &[OPTIONS],
        ],
        example: "state recognised #{ zh: \"已认定\", en: \"recognised\" } grants little_giant valid years(3);",
        top: false,
    },
    Form {
        keyword: "step",
        head: &[NAME, slot("from", "from", Word), slot("to", "to", Word), slot("by", "by", Expr)],
        tails: &[
            &[slot("when", "when", Expr)],
            &[slot("within", "within", Expr)],
            &[slot("after", "after", Expr)],
            &[slot("refused", "refused", Word)],
            &[slot("pauses", "pauses", Word)],
            &[slot("bars", "bars", Expr)],
            &[slot("cites", "citation", Text)],
            STATUS,
            &[OPTIONS],
        ],
        example: "step endorse from submitted to endorsed by provincial_authority within working_days(20);",
        top: false,
    },
    Form {
        keyword: "annual",
        head: &[NAME, slot("from", "from", Word), slot("by", "by", Expr)],
        tails: &[
            &[slot("until_day", "until_day", Text)],
            &[slot("missed", "missed", Word)],
            &[slot("cites", "citation", Text)],
            STATUS,
            &[OPTIONS],
        ],
        example: "annual update from recognised by applicant until_day \"04-30\" missed revoked;",
        top: false,
    },
];

/// The keywords that may stand at the top of a file, `let` and `fn` beside them.
pub(crate) fn forms() -> &'static [Form] {
    FORMS
}

/// The form of a keyword.
pub(crate) fn form(keyword: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.keyword == keyword)
}

/// Which declaration may stand in the braces of which.
const INSIDE: &[(&str, &[&str])] = &[
    ("score", &["group", "indicator"]),
    ("group", &["indicator"]),
    ("table", &["row"]),
    ("workflow", &["state", "step", "annual"]),
];

/// Whether a declaration may stand in the braces of another.
pub(crate) fn stands_in(inner: &str, outer: &str) -> bool {
    INSIDE.iter().any(|(keyword, inside)| *keyword == outer && inside.contains(&inner))
}
