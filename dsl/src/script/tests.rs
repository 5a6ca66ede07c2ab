//! Our tokens agree with Rhai's own lexer on every text it takes.

use super::syntax::engine;
use super::tokens::{Token as Ours, TokenKind, tokens};
use crate::Position;
use proptest::prelude::*;
use rhai::Token;

const SAMPLE: &str = include_str!("../../tests/dsl-sample.rhai");
const POLICIES: [&str; 3] = [
    SAMPLE,
    include_str!("../../../policies/miit-2022-63/policy.rhai"),
    include_str!("../../../tests/check/good/every_kind_of_rule.rhai"),
];

/// Nothing is lost: gaps and texts together are the source, gaps are white space, and places are counted right.
#[track_caller]
fn kept(source: &str) {
    let all = tokens(source);
    let mut again = String::new();
    for token in &all {
        assert!(token.gap.bytes().all(|byte| byte.is_ascii_whitespace()), "{token:?}");
        assert!(!token.text.is_empty(), "{token:?}");
        again.push_str(token.gap);
        assert_eq!(again.len(), token.start, "{token:?}");
        let line = again.matches('\n').count() + 1;
        let column = again.rsplit('\n').next().unwrap().chars().count() + 1;
        let (line, column) = (u32::try_from(line).unwrap(), u32::try_from(column).unwrap());
        assert_eq!(token.at, Position::new(line, column), "{token:?}");
        again.push_str(token.text);
    }
    let rest = source.strip_prefix(&again).expect("the tokens are the beginning of the text");
    assert!(rest.bytes().all(|byte| byte.is_ascii_whitespace()), "{rest:?}");
}

/// Every token Rhai gives before its first error is ours, at the same place. Gives how many were compared.
#[track_caller]
fn agree(source: &str) -> usize {
    let engine = engine();
    let (stream, _) = engine.lex([&source]);
    let ours: Vec<Ours<'_>> =
        tokens(source).into_iter().filter(|token| token.kind != TokenKind::Comment).collect();
    let mut ours = ours.into_iter();
    let mut compared = 0;
    for (token, at) in stream {
        let at = super::syntax::place(at);
        match token {
            Token::EOF => {
                let left = ours.find(|token| token.kind != TokenKind::OpenComment);
                assert_eq!(left, None, "Rhai sees the end in {source:?}");
                break;
            }
            // After an error, and inside `${…}`, Rhai's lexer needs its parser to go on.
            Token::LexError(_) | Token::InterpolatedString(_) => break,
            token => {
                let mine =
                    ours.next().unwrap_or_else(|| panic!("{token:?} at {at:?} is missing in {source:?}"));
                assert_eq!(mine.at, at, "{token:?} and {mine:?} in {source:?}");
                let same = match &token {
                    Token::StringConstant(_) | Token::CharConstant(_) => mine.kind == TokenKind::Text,
                    Token::IntegerConstant(_) | Token::DecimalConstant(_) => mine.kind == TokenKind::Number,
                    Token::Unit => mine.is("(") && ours.next().is_some_and(|next| next.is(")")),
                    Token::And => mine.is("and") || mine.is("&&"),
                    Token::Or => mine.is("or") || mine.is("||"),
                    Token::Identifier(word) => mine.kind == TokenKind::Word && mine.text == word.as_str(),
                    Token::UnaryMinus => mine.is("-"),
                    Token::UnaryPlus => mine.is("+"),
                    // A sign Rhai does not know: it is refused, and only its beginning counts.
                    Token::Reserved(sign) if sign.starts_with('#') => break,
                    token => mine.text == token.to_string(),
                };
                assert!(same, "{token:?} and {mine:?} in {source:?}");
                compared += 1;
            }
        }
    }
    compared
}

#[test]
fn nothing_is_lost_and_rhai_agrees_on_the_policies() {
    for source in POLICIES {
        kept(source);
        assert!(agree(source) > 300);
        let returns = source.replace('\n', "\r\n");
        kept(&returns);
        assert_eq!(agree(&returns), agree(source));
    }
}

#[test]
fn what_rhai_cuts_in_its_own_way_is_cut_the_same() {
    let whole = [
        "a -5 - -5 (-5) [-5, -5] {-5} x: -5 => -5 a.-5 return -5 if -5 and -5",
        "1_000.50 1.x 1..2 1. 0x1F 0b11 0o17 1._a 7.甲 5.;",
        "\"a\\\"b\" \"a\"\"b\" \"\\\\\" \"甲\" \"\" 'x' '\\'' `a``b` `a\nb` `\\$a` #\"a\"b\"# ##\"\"#\"##",
        "\"one \\\n   two\" x `\r\n a` y",
        "甲乙_1 _x x_ Ⅰ類 é",
        "a/**/b /* /* in */ out */ c /// doc\n /** doc */ //! d\n d //// e\n e",
        "!in !inx ! in !=",
        "a::b a??b a?.b a?[b] ...x ..=y **z **=w <<=v ~ () ( ) |> <|",
    ];
    for source in whole {
        kept(source);
        let tokens = tokens(source).iter().filter(|token| token.kind != TokenKind::Comment).count();
        let units = source.matches("()").count();
        assert_eq!(agree(source), tokens - units, "{source}");
    }
    for open in [
        "\"open",
        "\"open\nx",
        "'a\n",
        "`open\n",
        "#\"open\"",
        "/* open",
        "/* /* a */",
        "“”",
        "\u{feff}a",
        "''",
    ] {
        kept(open);
        agree(open);
        assert!(
            tokens(open).iter().any(|token| matches!(
                token.kind,
                TokenKind::OpenText | TokenKind::OpenComment | TokenKind::Unknown
            )),
            "{open}"
        );
    }
    // Around `${…}` the text goes on after its last brace.
    let texts = tokens("`a ${ #{ b: `c ${d}` } } e` f");
    let words: Vec<&str> = texts.iter().map(|token| token.text).collect();
    assert_eq!(words, ["`a $", "{", "#{", "b", ":", "`c $", "{", "d", "}", "`", "}", "}", " e`", "f"]);
}

/// Pieces of the language, to be put together in any order.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "criterion", "let", "and", "or", "in", "!in", "a", "甲", "_x", "if", "switch", "0", "12", "1.5", "1_0.", "-3", "0x1f",
            "\"a\"", "\"\\\"\"", "\"\"", "`b`", "`c\n`", "#\"d\"#", "'e'", "// f\n", "/* g */", "/* /* h */ */", "\n", " ", "\r\n",
            "\t", "#{", "{", "}", "(", ")", "[", "]", "|", "||", ",", ";", ":", "::", ".", "..", "=>", "==", "=", ">=", "<", "-",
            "--", "+", "*", "**", "/", "!", "!=", "?.", "??", "\"甲\\u7532\"", "\"a\\\n  b\"",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_filter("a lone return is refused", |c| *c != '\r').prop_map(String::from),
        1 => (0x20u8..0x7f).prop_map(|byte| char::from(byte).to_string()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

    #[test]
    fn any_text_is_kept_and_cut_as_rhai_cuts_it(pieces in prop::collection::vec(piece(), 0..40)) {
        let source = pieces.concat();
        kept(&source);
        // In a comment Rhai ends the line at a lone return; such texts are refused before.
        if super::lone_return(&source).is_none() {
            agree(&source);
        }
    }
}
