namespace ModelTracking.Versioning;

/// <summary>A branch of a repository. Holds no state but its name: what others commit is seen at once. Thread-safe.</summary>
public sealed class Branch
{
    private readonly Repository _repository;

    internal Branch(Repository repository, string name)
    {
        _repository = repository;
        Name = name;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The commit it points to; null before the first one.</summary>
    public Commit? Head => _repository.Head(Name);

    /// <summary>Commits to it; see <see cref="Repository.Commit"/>.</summary>
    public Commit Commit(string message, Action<CommitBuilder> build) => _repository.Commit(message, build, Name);

    /// <summary>Its commits, newest first.</summary>
    public IEnumerable<Commit> Log() => Head is { } head ? _repository.Log(head.Id) : [];

    /// <inheritdoc />
    public override string ToString() => Name;
}
