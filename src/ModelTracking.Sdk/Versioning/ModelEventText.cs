namespace ModelTracking.Versioning;

/// <summary>Events in words.</summary>
internal static class ModelEventText
{
    public static string Of(ModelEvent e)
    {
        var version = e.Version is { } number ? $"version {number}" : "the model";
        var text = e.Kind switch
        {
            ModelEventKind.Created => $"created '{e.Value}'",
            ModelEventKind.Renamed => $"renamed it to '{e.Value}'",
            ModelEventKind.DescriptionSet => $"described {version}: {e.Value}",
            ModelEventKind.TagSet => e.Value is null ? $"removed tag '{e.Tag}' from {version}" : $"set tag '{e.Tag}' of {version} to '{e.Value}'",
            ModelEventKind.VersionRegistered => $"registered {version} from commit {e.Object?[..10]}",
            ModelEventKind.VersionDeleted => $"deleted {version}",
            ModelEventKind.AliasSet => $"set '{e.Alias}' to {version}{From(e)}",
            ModelEventKind.AliasRemoved => $"removed '{e.Alias}'{From(e)}",
            ModelEventKind.RolledBack => $"rolled '{e.Alias}' back to {version}{From(e)}",
            ModelEventKind.StageSet => $"moved {version} to stage {e.Value}",
            ModelEventKind.ApprovalRequested => $"asked for approval of {version}",
            ModelEventKind.Approved => $"approved {version}",
            ModelEventKind.Rejected => $"rejected {version}",
            ModelEventKind.Commented => $"commented on {version}",
            ModelEventKind.RuleSet => e.Rule is null ? $"removed the rule for '{e.Alias}'" : $"set the rule for '{e.Alias}': {e.Rule}",
            ModelEventKind.Deleted => "deleted the model",
            _ => e.Kind.ToString(),
        };
        return string.IsNullOrEmpty(e.Comment) ? text : $"{text} ({e.Comment})";
    }

    private static string From(ModelEvent e) => e.Before is { } before ? $", before it was version {before}" : "";
}
