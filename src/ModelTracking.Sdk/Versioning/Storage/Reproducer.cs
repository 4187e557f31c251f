using System.Security.Cryptography;
using ModelTracking.Capture;
using ModelTracking.Records;
using ModelTracking.Versioning.Sources;

namespace ModelTracking.Versioning.Storage;

/// <summary>Compares a commit with the machine, and says what to do.</summary>
internal sealed class Reproducer(Commit commit, string folder, VersionContext context)
{
    private readonly List<string> _steps = [];
    private readonly List<string> _differences = [];

    public static Reproduction Examine(Commit commit, string folder, VersionContext context)
    {
        var examination = new Reproducer(commit, folder, context);
        examination.Code();
        examination.Data();
        examination.Environment();
        return new Reproduction(commit, examination._steps, examination._differences);
    }

    private void Code()
    {
        if (commit.Tree.Find(TreePart.Code, "git") is GitElement git)
        {
            _steps.Add(git.Remote is null ? "# the code's repository has no remote: go to a copy of it" : $"git clone {git.Remote} code && cd code");
            _steps.Add($"git checkout {git.Commit}");
            if (git.Patch is not null)
            {
                _steps.Add("git apply ../code.patch   # 'modeltracking checkout' writes it");
            }

            if (git.LeftOut > 0)
            {
                _differences.Add($"code: {git.LeftOut:#,0} changed files were not kept (secrets, or too large), so nobody knows them");
            }

            CompareGit(git);
            return;
        }

        var files = commit.Tree[TreePart.Code];
        _steps.Add(files.Count == 0 ? "# the commit has no code" : $"modeltracking checkout {commit.ShortId} --to .   # writes {files.Count} source files into code/");
        foreach (var (path, element) in files)
        {
            var digest = DatasetReader.Digest(Path.Combine(folder, path));
            if (digest != (element as FileElement)?.Hash)
            {
                _differences.Add($"code: {path} is {(digest is null ? "not here" : "another one here")}");
            }
        }
    }

    private void CompareGit(GitElement git)
    {
        if (context.Code?.Capture(folder) is not { } here)
        {
            _differences.Add($"code: git commit {git.Commit} was used, and there is no git repository in {folder}");
            return;
        }

        if (here.Commit != git.Commit)
        {
            _differences.Add($"code: git commit {git.Commit} was used, here is {here.Commit}");
        }

        var patch = here.Patch.IsEmpty ? null : Convert.ToHexString(SHA256.HashData(here.Patch.Span)).ToLowerInvariant();
        if (patch != git.Patch?.Hash)
        {
            _differences.Add(patch is null ? "code: uncommitted changes were used that are not here" : git.Patch is null ? "code: there are uncommitted changes here that were not used" : "code: the uncommitted changes are others");
        }
    }

    private void Data()
    {
        foreach (var (name, element) in commit.Tree[TreePart.Datasets])
        {
            if (element is not DatasetElement { Source: { } source } dataset)
            {
                continue;
            }

            // Without a length it is rows of a table or a query, which only the program can read again.
            var digest = dataset.Length == 0 ? dataset.Digest : DatasetReader.Digest(Path.Combine(folder, source));
            if (digest != dataset.Digest && !IsAsRunsSay(dataset, Path.Combine(folder, source)))
            {
                _differences.Add($"dataset '{name}': {source} is {(digest is null ? "not here" : "another one here")}");
                _steps.Add(dataset.IsStored ? $"# put datasets/{name} of the checkout to {source}" : $"# get {source} with SHA-256 {dataset.Digest}");
            }
        }
    }

    private void Environment()
    {
        var then = commit.Tree[TreePart.Environment];
        if (then.Count == 0)
        {
            _steps.Add("# the commit has no environment, so nobody knows what it ran on");
            return;
        }

        if (then.GetValueOrDefault("command") is ValueElement command)
        {
            _steps.Add(command.Value.ToString());
        }

        var now = context.Environment?.Capture() ?? new Dictionary<string, ParamValue>();
        var knowsPackages = now.Keys.Any(IsPackage) || !then.Keys.Any(IsPackage);
        if (!knowsPackages)
        {
            _differences.Add($"environment: packages cannot be compared; build the program in {folder} first");
        }

        foreach (var (key, element) in then.Where(e => !EnvironmentValues.OfTheProgram.Contains(e.Key) && (knowsPackages || !IsPackage(e.Key))))
        {
            var value = ((ValueElement)element).Value;
            if (!now.TryGetValue(key, out var here))
            {
                _differences.Add($"environment: {key} was {value}, and is not here");
            }
            else if (here != value)
            {
                _differences.Add($"environment: {key} was {value}, here it is {here}");
            }
        }
    }

    private static bool IsPackage(string key) => key.StartsWith(EnvironmentValues.Package, StringComparison.Ordinal);

    // Runs have a digest of their own for folders.
    private static bool IsAsRunsSay(DatasetElement dataset, string path) =>
        !dataset.IsFolder && Directory.Exists(path) && DataDigest.OfFolder(path).Digest == $"sha256:{dataset.Digest}";
}
