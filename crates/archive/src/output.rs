//! The folder of results. Nobody ever sees half a file: each is written beside its place and moved there.

use crate::ArchiveError;
use crate::protocol::Made;
use std::fs::Permissions;
use std::io::{BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The results of one run, written as they come.
pub struct Output {
    folder: PathBuf,
    documents: Lines,
    targets: Lines,
    tasks: Lines,
    assessments: Lines,
}

impl Output {
    /// # Errors
    /// Where the folder cannot be made or written to.
    pub fn create(folder: &Path) -> Result<Self, ArchiveError> {
        std::fs::create_dir_all(folder.join("documents")).map_err(|error| at(folder, error))?;
        let lines = |name| Lines::create(folder, name);
        Ok(Self {
            folder: folder.to_owned(),
            documents: lines("documents.ndjson")?,
            targets: lines("targets.ndjson")?,
            tasks: lines("tasks.ndjson")?,
            assessments: lines("assessments.ndjson")?,
        })
    }

    /// Writes the document of the source of this name.
    ///
    /// # Errors
    /// Where it cannot be written, which may lie in the name: one that is too long, say.
    pub fn document(&self, name: &str, made: &Made) -> Result<(), ArchiveError> {
        write(&self.folder.join("documents").join(format!("{name}.json")), &made.document)
    }

    /// Adds a document and its records to the NDJSON files.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn lines(&mut self, made: &Made) -> Result<(), ArchiveError> {
        self.documents.add(&made.document)?;
        self.targets.add(&made.targets)?;
        self.tasks.add(&made.tasks)?;
        self.assessments.add(&made.assessments)
    }

    /// Moves the NDJSON files to their places, with the report of the run.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn finish(self, report: &impl serde::Serialize) -> Result<(), ArchiveError> {
        for lines in [self.documents, self.targets, self.tasks, self.assessments] {
            lines.finish()?;
        }
        let path = self.folder.join("report.json");
        let mut json = serde_json::to_vec_pretty(report).map_err(|error| at(&path, error.into()))?;
        json.push(b'\n');
        write(&path, &json)
    }
}

/// An NDJSON file on its way.
struct Lines {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Lines {
    fn create(folder: &Path, name: &str) -> Result<Self, ArchiveError> {
        let path = folder.join(name);
        let file = beside(&path)?;
        Ok(Self { path, file: BufWriter::new(file) })
    }

    fn add(&mut self, lines: &[u8]) -> Result<(), ArchiveError> {
        self.file.write_all(lines).map_err(|error| at(&self.path, error))
    }

    fn finish(self) -> Result<(), ArchiveError> {
        let file = self.file.into_inner().map_err(|error| at(&self.path, error.into_error()))?;
        file.persist(&self.path).map_err(|error| at(&self.path, error.error))?;
        Ok(())
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), ArchiveError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
    }
    let mut file = beside(path)?;
    file.write_all(bytes).map_err(|error| at(path, error))?;
    file.persist(path).map_err(|error| at(path, error.error))?;
    Ok(())
}

/// A new file in the same folder, with the rights that any new file has.
fn beside(path: &Path) -> Result<NamedTempFile, ArchiveError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kehoach-").permissions(Permissions::from_mode(0o666));
    builder.tempfile_in(folder).map_err(|error| at(path, error))
}

fn at(path: &Path, source: std::io::Error) -> ArchiveError {
    ArchiveError::Output { path: path.display().to_string(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_stays_until_the_new_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let targets = folder.path().join("targets.ndjson");
        std::fs::write(&targets, "old\n").unwrap();
        let made = Made { document: b"{}\n".to_vec(), targets: b"new\n".to_vec(), ..Made::default() };
        let mut output = Output::create(folder.path()).unwrap();
        output.document("a/b.pdf", &made).unwrap();
        assert!(output.document(&"long ".repeat(60), &made).is_err());
        output.lines(&made).unwrap();
        assert_eq!(std::fs::read_to_string(&targets).unwrap(), "old\n");
        output.finish(&0).unwrap();
        assert_eq!(std::fs::read_to_string(&targets).unwrap(), "new\n");
        assert_eq!(std::fs::read_to_string(folder.path().join("documents/a/b.pdf.json")).unwrap(), "{}\n");
        let mut names: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        let expected = [
            "assessments.ndjson",
            "documents",
            "documents.ndjson",
            "report.json",
            "targets.ndjson",
            "tasks.ndjson",
        ];
        assert_eq!(names, expected);
    }
}
