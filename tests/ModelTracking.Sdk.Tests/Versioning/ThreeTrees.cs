using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

/// <summary>What a merge works on.</summary>
public sealed record ThreeTrees(VersionTree Base, VersionTree Ours, VersionTree Theirs)
{
    public override string ToString() => $"base {Show(Base)}\nours {Show(Ours)}\ntheirs {Show(Theirs)}";

    private static string Show(VersionTree tree) => string.Join(", ", tree.Entries.Select(e => $"{e.Part}/{e.Key}={e.Element}"));
}
