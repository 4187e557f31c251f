using ModelTracking.Diagnostics;
using ModelTracking.Versioning.Storage;

namespace ModelTracking.Versioning;

/// <summary>
/// The history of a model: commits, branches and tags. Any number of threads and processes may use one at once; a branch
/// moves only from where its writer saw it. Unlike logging, these methods throw: on wrong input <see cref="ArgumentException"/>,
/// on missing or damaged objects <see cref="IOException"/> or <see cref="InvalidDataException"/>, each with what to do.
/// </summary>
public sealed class Repository
{
    /// <summary>The branch that commits go to where none is named.</summary>
    public const string DefaultBranch = "main";

    private readonly VersionContext _context;
    private readonly CommitStore _store;
    private readonly RefTable _refs;
    private readonly Revisions _revisions;

    internal Repository(VersionContext context, string name)
    {
        Name = VersionNames.Check(name, "repository");
        var fileName = LogFileName.Of(name);
        _context = context;
        _store = new CommitStore(context.Storage, context.Storage.CommitCache(fileName));
        _refs = new RefTable(context, name, fileName);
        _revisions = new Revisions(name, _refs, _store);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its branches by name.</summary>
    public IReadOnlyList<Reference> Branches => All(RefTable.Branch);

    /// <summary>Its tags by name.</summary>
    public IReadOnlyList<Reference> Tags => All(RefTable.Tag);

    internal CommitStore Store => _store;

    internal RefTable Refs => _refs;

    internal VersionContext Context => _context;

    /// <summary>Commits to a branch and moves it on.</summary>
    /// <param name="message">Why.</param>
    /// <param name="build">Says what it holds; what it does not name stays as it is on the branch.</param>
    /// <param name="branch">The branch; made where there is none. Default: <see cref="DefaultBranch"/>.</param>
    /// <exception cref="VersionConflictException">Somebody else committed meanwhile. The commit is stored and named by the exception.</exception>
    public Commit Commit(string message, Action<CommitBuilder> build, string branch = DefaultBranch)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        ArgumentNullException.ThrowIfNull(build);
        VersionNames.Check(branch, "branch");
        var head = Head(branch);
        var builder = new CommitBuilder(head?.Tree ?? VersionTree.Empty, _store, _context);
        build(builder);
        var commit = _store.Save(new CommitHeader(_store.SaveTree(builder.Build()), head is null ? [] : [head.Id], builder.Author, _context.Time.GetUtcNow(), message, builder.Run));
        Move(RefTable.Branch + branch, head, commit, $"commit: {FirstLine(message)}");
        foreach (var then in builder.Committed)
        {
            then(commit);
        }

        return commit;
    }

    /// <summary>A branch; made where there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="from">Branch, tag or commit to begin it at. Default: <see cref="DefaultBranch"/>; before the first commit, nothing.</param>
    /// <exception cref="ArgumentException">The name is not allowed, or <paramref name="from"/> is nothing here.</exception>
    public Branch Branch(string name, string? from = null)
    {
        VersionNames.Check(name, "branch");
        if (_refs.Find(RefTable.Branch + name) is null && (from is not null || Head(DefaultBranch) is not null))
        {
            var start = Resolve(from ?? DefaultBranch);
            Move(RefTable.Branch + name, null, start, $"branch: from {from ?? DefaultBranch}");
        }

        return new Branch(this, name);
    }

    /// <summary>Takes a branch away. Its commits stay until garbage is collected, and the reflog keeps their names.</summary>
    /// <exception cref="VersionNotFoundException">There is no such branch.</exception>
    public void DeleteBranch(string name) => Delete(RefTable.Branch, name, "branch");

    /// <summary>Gives a commit a name that does not move.</summary>
    /// <param name="name">The name.</param>
    /// <param name="commit">The commit. Default: the head of <see cref="DefaultBranch"/>.</param>
    /// <exception cref="VersionConflictException">There is a tag with that name, on another commit.</exception>
    public void Tag(string name, Commit? commit = null)
    {
        VersionNames.Check(name, "tag");
        commit ??= Resolve(DefaultBranch);
        if (_refs.Find(RefTable.Tag + name) != commit.Id)
        {
            Move(RefTable.Tag + name, null, commit, "tag");
        }
    }

    /// <summary>Takes a tag away.</summary>
    /// <exception cref="VersionNotFoundException">There is no such tag.</exception>
    public void DeleteTag(string name) => Delete(RefTable.Tag, name, "tag");

    /// <summary>The commit that a text means.</summary>
    /// <param name="revision">A branch, a tag, a commit's identity or at least four digits of it; <c>~2</c> after it goes two first parents back, <c>^2</c> to the second parent.</param>
    /// <exception cref="VersionNotFoundException">It means nothing here, or more than one commit.</exception>
    public Commit Resolve(string revision) => _revisions.Resolve(revision);

    /// <summary>The commit a branch points to, or null where there is no such branch.</summary>
    public Commit? Head(string branch = DefaultBranch) => _refs.Find(RefTable.Branch + branch) is { } id ? _store.Load(id) : null;

    /// <summary>A commit and all before it: newest first, and never one before its children.</summary>
    /// <param name="revision">Where to begin. Default: all branches and tags.</param>
    public IEnumerable<Commit> Log(string? revision = null)
    {
        IReadOnlyCollection<string> starts = revision is null ? [.. Branches.Concat(Tags).Select(r => r.CommitId).Distinct()] : [Resolve(revision).Id];
        return CommitGraph.Newest(starts, id => _store.Load(id).Header).Select(_store.Load);
    }

    /// <summary>Every move of a branch or tag, oldest first.</summary>
    /// <param name="name">Only of this branch or tag. Default: all.</param>
    public IReadOnlyList<RefChange> Reflog(string? name = null) =>
        [.. _refs.History().Where(c => name is null || c.Key == RefTable.Branch + name || c.Key == RefTable.Tag + name || c.Key == RefTable.Rejected + name)];

    /// <summary>The lowest common ancestors of two commits: one, several in criss-cross histories, or none.</summary>
    public IReadOnlyList<Commit> MergeBases(string a, string b) => [.. MergeBaseIds(Resolve(a).Id, Resolve(b).Id).Select(_store.Load)];

    /// <summary>What differs between two commits.</summary>
    public TreeDiff Diff(string before, string after) => Diff(Resolve(before), Resolve(after));

    /// <summary>What differs between two commits.</summary>
    public TreeDiff Diff(Commit before, Commit after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return TreeDiff.Between(before.Tree, after.Tree, _store.Objects.OpenRead);
    }

    /// <summary>What a commit changed against its first parent.</summary>
    public TreeDiff Changes(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return TreeDiff.Between(commit.Parents.Count == 0 ? VersionTree.Empty : _store.Load(commit.Parents[0]).Tree, commit.Tree, _store.Objects.OpenRead);
    }

    /// <summary>Brings what was done elsewhere into a branch, element by element.</summary>
    /// <param name="source">The branch, tag or commit to bring in.</param>
    /// <param name="into">The branch that moves. Default: <see cref="DefaultBranch"/>.</param>
    /// <param name="onConflict">Settles what both sides changed. Default: nobody does, and nothing is written.</param>
    /// <param name="dryRun">Only says what would be done.</param>
    /// <exception cref="VersionConflictException">Somebody else moved the branch meanwhile.</exception>
    public MergeResult Merge(string source, string into = DefaultBranch, Func<MergeConflict, Resolution>? onConflict = null, bool dryRun = false) =>
        Merge(source, into, new MergeOptions { OnConflict = onConflict, DryRun = dryRun });

    /// <inheritdoc cref="Merge(string, string, Func{MergeConflict, Resolution}?, bool)" />
    /// <param name="source">The branch, tag or commit to bring in.</param>
    /// <param name="into">The branch that moves.</param>
    /// <param name="options">How.</param>
    public MergeResult Merge(string source, string into, MergeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new MergeOperation(this).Merge(Resolve(source), source, into, options);
    }

    /// <summary>Takes back what a commit changed, with a new commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="branch">The branch that moves. Default: <see cref="DefaultBranch"/>.</param>
    /// <param name="options">Conflicts with what came later, dry run, message. Default: nobody settles conflicts.</param>
    /// <param name="parent">Against which parent, from 1: for merge commits. Default: the first.</param>
    public MergeResult Revert(Commit commit, string branch = DefaultBranch, MergeOptions? options = null, int parent = 1)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return new MergeOperation(this).Revert(commit, branch, options ?? new MergeOptions(), parent);
    }

    /// <summary>Writes a commit into a folder: model, code, stored data, and <c>config.json</c>, <c>environment.json</c>, <c>metrics.json</c>, <c>datasets.json</c>, <c>commit.json</c>.</summary>
    /// <param name="revision">Branch, tag or commit.</param>
    /// <param name="folder">The folder; new, or empty.</param>
    /// <param name="overwrite">Writes into a folder that has files; others than the commit's stay.</param>
    /// <returns>What could not be written because the store never had it, for example data known by its digest alone.</returns>
    /// <exception cref="TrackingException">The folder is not empty.</exception>
    public IReadOnlyList<string> Checkout(string revision, string folder, bool overwrite = false) =>
        CheckoutWriter.Write(Resolve(revision), folder, overwrite, _store);

    /// <summary>What is needed to run a commit again, and what differs on this machine.</summary>
    /// <param name="revision">Branch, tag or commit.</param>
    /// <param name="folder">The folder to run it in, for code and data. Default: the current one.</param>
    public Reproduction Reproduce(string revision, string? folder = null) => Reproducer.Examine(Resolve(revision), Path.GetFullPath(folder ?? "."), _context);

    /// <summary>Reads everything that branches and tags reach, and says what is missing or damaged, and which commits it touches.</summary>
    public IReadOnlyList<VersionProblem> Verify() => Verifier.Verify(this);

    /// <summary>Sets damaged lines of the reflog aside (kept beside it as <c>*.broken</c>), so that the repository can be written again.</summary>
    public void Repair() => _refs.Repair();

    /// <summary>Copies branches and tags, and what they need, to the repository of the same name in another store; a branch there only moves forwards.</summary>
    /// <param name="target">The other store.</param>
    /// <param name="progress">Told of each object copied. Default: nobody.</param>
    /// <exception cref="VersionConflictException">A branch there has commits that this one lacks: pull first.</exception>
    public TransferReport Push(VersionStore target, IProgress<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new RepositoryTransfer(this, target.Repository(Name), progress).Copy(asideIfDiverged: false);
    }

    /// <summary>The same from another store to this one. A branch that went another way here comes as <c>pulled/NAME</c>, ready to be merged.</summary>
    /// <param name="source">The other store.</param>
    /// <param name="progress">Told of each object copied. Default: nobody.</param>
    public TransferReport Pull(VersionStore source, IProgress<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new RepositoryTransfer(source.Repository(Name), this, progress).Copy(asideIfDiverged: true);
    }

    /// <inheritdoc />
    public override string ToString() => Name;

    internal IReadOnlyList<string> MergeBaseIds(string a, string b) => CommitGraph.MergeBases(a, b, id => _store.Load(id).Header);

    /// <summary>Points a reference at a commit that is stored, unless somebody else was quicker.</summary>
    internal void Move(string key, Commit? expected, Commit target, string why) => _refs.Update(key, expected?.Id, target.Id, why, () =>
    {
        _store.KeepAll(target, expected);
        _store.Cache(target);
    });

    internal static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('\r');

    private void Delete(string kind, string name, string what)
    {
        var id = _refs.Find(kind + name) ?? throw new VersionNotFoundException($"Repository '{Name}' has no {what} '{name}'.", nameof(name));
        _refs.Update(kind + name, id, null, "deleted");
    }

    private Reference[] All(string kind) => [.. _refs.All(kind).Select(r => new Reference(r.Key[kind.Length..], r.Value))];
}
