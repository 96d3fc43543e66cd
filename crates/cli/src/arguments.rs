//! What can be asked of the program, and the help that teaches it.

use crate::outcome::Problem;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const EXAMPLES: &str = "\
Examples:
  kehoach extract plan.pdf --pretty            one document's records
  kehoach convert archive/ --out out/          every document in a folder
  kehoach tables plan.docx --format html       what its tables look like to the program
  echo 'từ 95% trở lên' | kehoach read quantities

Exit codes: 0 clean, 1 done but something was lost, 2 nothing could be done.";

/// Reads Vietnamese plan documents (kế hoạch, báo cáo, quyết định …) and gives their targets, tasks and
/// assessments as JSON.
///
/// PDF, Word (docx, doc, rtf, odt), Excel (xlsx, xls, ods), HTML, text and scans: what a file is, is found
/// from its content, never from its name.
#[derive(Debug, Parser)]
#[command(name = "kehoach", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Arguments {
    /// Say on stderr what is going on; -vv says more.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// This is the process that reads the file, under limits.
    #[arg(long, hide = true)]
    pub inside: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Extract(ExtractArguments),
    Convert(ConvertArguments),
    Tables(TablesArguments),
    Text(TextArguments),
    Read(ReadArguments),
    Validate(ValidateArguments),
    Schema(SchemaArguments),
    Corpus(CorpusArguments),
    #[command(hide = true)]
    Worker(WorkerArguments),
    #[command(hide = true, name = "second-reading")]
    Second(SecondArguments),
}

impl Command {
    /// The one file that is read, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Extract(arguments) => Some(&arguments.file),
            Self::Tables(arguments) => Some(&arguments.file),
            Self::Text(arguments) => Some(&arguments.file),
            _ => None,
        }
    }
}

/// How files are read.
#[derive(Debug, Clone, Args)]
pub struct ReadingArguments {
    /// When to read pages from their picture: where their text is missing or unusable, never, or always.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Ocr::Auto)]
    pub ocr: Ocr,
    /// Keep what was read from pictures in this folder, so that a second run costs nothing.
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Read further words from the tables in this folder, such as columns.tsv: a line
    /// «field ⇥ heading ⇥ rank ⇥ seen in» for each heading that the program does not know.
    #[arg(long, value_name = "DIR")]
    pub vocabulary: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Ocr {
    Auto,
    Never,
    Always,
}

impl ReadingArguments {
    /// The same as arguments of another run of the program.
    pub fn forward(&self) -> Vec<OsString> {
        let ocr = self.ocr.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        let mut arguments = vec![OsString::from("--ocr"), ocr.into()];
        if let Some(cache) = &self.cache {
            arguments.extend(["--cache".into(), cache.clone().into_os_string()]);
        }
        if let Some(vocabulary) = &self.vocabulary {
            arguments.extend(["--vocabulary".into(), vocabulary.clone().into_os_string()]);
        }
        arguments
    }

    pub fn settings(&self) -> Result<kehoach::Settings, Problem> {
        let ocr = match self.ocr {
            Ocr::Auto => kehoach::OcrMode::Auto,
            Ocr::Never => kehoach::OcrMode::Never,
            Ocr::Always => kehoach::OcrMode::Always,
        };
        let load = |folder: &PathBuf| kehoach::load_vocabulary(folder).map(Arc::new);
        let vocabulary = self.vocabulary.as_ref().map(load).transpose();
        let vocabulary = vocabulary.map_err(|error| Problem::Request(error.to_string()))?;
        Ok(kehoach::Settings { ocr, cache: self.cache.clone(), vocabulary })
    }
}

/// One document's records as JSON on stdout.
///
/// The whole document: its own metadata, the outline with every line of prose, targets, tasks and
/// assessments, the ledger of what became of each row, and diagnostics.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  kehoach extract plan.pdf --pretty
  kehoach extract plan.docx | jq '.targets[] | {index, text, values}'
  kehoach extract scan.pdf --ocr always --cache ~/.cache/kehoach")]
pub struct ExtractArguments {
    /// The document; «-» reads stdin.
    pub file: PathBuf,
    /// Indent the JSON for a reader.
    #[arg(long)]
    pub pretty: bool,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

/// Every document in files and folders.
///
/// Writes DIR/documents/<path>.json, one for each document, and DIR/documents.ndjson, targets.ndjson,
/// tasks.ndjson and assessments.ndjson with all of them, a record a line that names its document. Order is
/// by path. A file that cannot be read costs only itself: it is named in the summary and in DIR/report.json.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  kehoach convert archive/ --out out/
  kehoach convert 2024/ 2025/ --out out/ --jobs 8 --ocr never
  kehoach validate out/*.ndjson")]
pub struct ConvertArguments {
    /// Files and folders; hidden files are left out.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where the results go; files of an earlier run are replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// How many files at once [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Give a file up after so many seconds, and 240 more for each MiB.
    #[arg(long, value_name = "N", default_value_t = 300)]
    pub seconds: u64,
    /// Give a file up that needs more than so many MiB of memory.
    #[arg(long, value_name = "MIB", default_value_t = 2048)]
    pub memory: u64,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

/// Answers sources on stdin for `convert`.
#[derive(Debug, Args)]
pub struct WorkerArguments {
    #[arg(long)]
    pub memory: u64,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

/// Writes what another library reads in a PDF to a file, for `corpus check --cross-check`.
#[derive(Debug, Args)]
pub struct SecondArguments {
    pub file: PathBuf,
    pub out: PathBuf,
}

/// A document's logical tables: each once, over however many pages, cells with spans.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  kehoach tables plan.pdf --format html > tables.html
  kehoach tables plan.pdf | jq '{table, pages, rows, columns}'

In ndjson each line is a table: pages, rows, columns and cells {row, col, row_span, col_span, text, page, bbox};
rows and columns of cells count from 0, bbox is [left, top, right, bottom] in points from the page's top left.")]
pub struct TablesArguments {
    /// The document; «-» reads stdin.
    pub file: PathBuf,
    #[arg(long, value_enum, default_value_t = TableFormat::Ndjson)]
    pub format: TableFormat,
    /// Also tables that only place text side by side, such as a letterhead.
    #[arg(long)]
    pub layout: bool,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    Ndjson,
    Csv,
    Html,
}

/// A document's text in reading order, its encoding repaired.
///
/// One paragraph a line; a table's row is one line, its cells parted by tabs.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kehoach text plan.doc | grep -i 'chỉ tiêu'")]
pub struct TextArguments {
    /// The document; «-» reads stdin.
    pub file: PathBuf,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

/// Reads values from lines of text: a line of stdin gives one line of JSON.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  echo 'tăng tối thiểu 20% so với năm 2024' | kehoach read quantities
  echo 'Ban hành kế hoạch: Tháng 8; Thực hiện: Cả năm' | kehoach read schedule --year 2025
  echo 'Quyết định số 1069/QĐ-UBND ngày 31/12/2021 của UBND tỉnh' | kehoach read references
  echo 'nƣớc sạch' | kehoach read text")]
pub struct ReadArguments {
    /// What to read.
    #[arg(value_enum)]
    pub what: Reading,
    /// The plan's own year, for times that name none («Quý III»).
    #[arg(long)]
    pub year: Option<i32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Reading {
    /// «từ 30% trở lên»: a list of quantities.
    Quantities,
    /// «Chậm nhất tháng 12/2025»: a list of schedule entries.
    Schedule,
    /// «Nghị định số 61/2018/NĐ-CP»: a list of references.
    References,
    /// «Sở Nội vụ; UBND các xã» or a sentence: a list of agencies, each with its folded key.
    Agencies,
    /// «trạc tuyến»: a list of words that are no Vietnamese syllables or known slips.
    Suspects,
    /// The line with its encoding repaired, as a string.
    Text,
}

/// Checks plan documents and NDJSON files against the schemas.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  kehoach validate out/*.ndjson
  kehoach extract plan.pdf | kehoach validate -

What is wrong is said on stderr with its place; the exit code is then 1.")]
pub struct ValidateArguments {
    /// Files as `extract` and `convert` write them; «-» reads stdin.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// The JSON Schemas (draft 2020-12) of everything that is written.
///
/// Without a name: the names that there are.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  kehoach schema\n  kehoach schema plan-document > plan-document.schema.json"
)]
pub struct SchemaArguments {
    /// plan-document, target, task, assessment, quantity or diagnostic.
    pub name: Option<String>,
    /// Write all schemas into this folder.
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    pub write: Option<PathBuf>,
}

/// Checks a corpus of documents against its expected and accepted results.
#[derive(Debug, Args)]
#[command(after_help = "\
DIR holds manifest.json, documents/, expected/ (the records as a person wrote them down) and accepted/ (the
program's output that was looked at and agreed to).

Examples:
  kehoach corpus check corpus                 precision and recall per field; exit code 1 on any change
  kehoach corpus show corpus --only ward.pdf  every difference from what is expected
  kehoach corpus accept corpus | less         take today's output, and look at what changed")]
pub struct CorpusArguments {
    #[command(subcommand)]
    pub command: CorpusCommand,
}

#[derive(Debug, Subcommand)]
pub enum CorpusCommand {
    /// Counts, precision and recall per field, and every change against what is accepted (exit code 1).
    Check(CheckArguments),
    /// Takes today's output as accepted and prints what changed; not in CI.
    Accept(CorpusFolder),
    /// Every difference from what a person expects.
    Show(CorpusFolder),
}

#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    pub corpus: CorpusFolder,
    /// Instead, the words of each PDF against a second reading by another library: those that only it sees
    /// (exit code 1).
    #[arg(long)]
    pub cross_check: bool,
}

#[derive(Debug, Args)]
pub struct CorpusFolder {
    /// The corpus.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Only files whose path contains this.
    #[arg(long, value_name = "WORD")]
    pub only: Option<String>,
}
