using System.Text.Json;
using ModelTracking.Diagnostics;

namespace ModelTracking.Versioning.Storage;

/// <summary>Writes a commit into a folder.</summary>
internal sealed class CheckoutWriter(CommitStore store, string folder)
{
    private readonly List<string> _missing = [];

    public static IReadOnlyList<string> Write(Commit commit, string folder, bool overwrite, CommitStore store)
    {
        folder = Path.GetFullPath(folder);
        if (!overwrite && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new TrackingException($"The folder '{folder}' is not empty. Give a new one, or allow overwriting.");
        }

        Directory.CreateDirectory(folder);
        var writer = new CheckoutWriter(store, folder);
        writer.Files(commit.Tree[TreePart.Model], "model");
        writer.Files(commit.Tree[TreePart.Code], "code");
        writer.Code(commit.Tree);
        foreach (var (name, element) in commit.Tree[TreePart.Datasets])
        {
            writer.Dataset(name, (DatasetElement)element);
        }

        foreach (var part in new[] { TreePart.Config, TreePart.Environment, TreePart.Metrics, TreePart.Datasets })
        {
            writer.Json($"{ObjectCodec.NameOf(part)}.json", json => CommitJson.Write(json, commit.Tree[part]));
        }

        writer.Json("commit.json", json => CommitJson.Write(json, commit));
        return writer._missing;
    }

    private void Files(IEnumerable<KeyValuePair<string, TreeElement>> elements, string below)
    {
        foreach (var (path, element) in elements)
        {
            if (element is FileElement file)
            {
                File(file.Hash, $"{below}/{path}");
            }
        }
    }

    private void Code(VersionTree tree)
    {
        if (tree.Find(TreePart.Code, "git") is GitElement git)
        {
            if (git.Patch is { } patch)
            {
                File(patch.Hash, "code.patch");
            }

            _missing.Add($"code: it is in git, commit {git.Commit}{(git.Remote is null ? "" : $" of {git.Remote}")}{(git.Patch is null ? "" : "; then apply code.patch")}");
        }
    }

    private void Dataset(string name, DatasetElement dataset)
    {
        if (!dataset.IsStored)
        {
            _missing.Add($"dataset '{name}': only its digest {dataset.Digest[..10]} was kept{(dataset.Source is null ? "" : $"; it came from {dataset.Source}")}");
        }
        else if (dataset.IsFolder)
        {
            Files(ObjectCodec.ReadElements(dataset.Digest, store.ReadBytes(dataset.Digest), DatasetReader.Listing), $"datasets/{name}");
        }
        else
        {
            File(dataset.Digest, $"datasets/{name}{Path.GetExtension(dataset.Source)}");
        }
    }

    // Written aside and renamed: a file with its name is whole, and a damaged object leaves none.
    private void File(string hash, string relative)
    {
        var target = Path.GetFullPath(Path.Combine(folder, relative));
        if (!target.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The path '{relative}' leads out of the folder; the commit is not to be trusted.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = store.Objects.OpenRead(hash))
            using (var file = System.IO.File.Create(temporary))
            {
                stream.CopyTo(file);
            }

            System.IO.File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            System.IO.File.Delete(temporary);
        }
    }

    private void Json(string name, Action<Utf8JsonWriter> write)
    {
        using var file = System.IO.File.Create(Path.Combine(folder, name));
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        write(json);
    }
}
