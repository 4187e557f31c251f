namespace ModelTracking.Access;

/// <summary>A role, and what it holds for: one experiment, one model, or all of both.</summary>
/// <param name="Role">The role.</param>
public sealed record AccessGrant(AccessRole Role)
{
    private const string ExperimentPrefix = "experiment=";
    private const string ModelPrefix = "model=";

    /// <summary>The experiment it is limited to, or the beginning of names with <c>*</c> behind it. Default: null.</summary>
    public string? Experiment { get; init; }

    /// <summary>The model (and repository of that name) it is limited to, or the beginning of names with <c>*</c> behind it. Default: null.</summary>
    public string? Model { get; init; }

    /// <summary>Reads a grant.</summary>
    /// <param name="text"><c>ROLE</c>, <c>ROLE:experiment=NAME</c> or <c>ROLE:model=NAME</c>, for example <c>editor:experiment=digits*</c>.</param>
    /// <exception cref="FormatException">It is none; the message says what is expected.</exception>
    public static AccessGrant Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (word, scope) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        if (!Enum.GetNames<AccessRole>().Contains(word, StringComparer.OrdinalIgnoreCase))
        {
            throw new FormatException($"'{word}' is no role. There are reader, editor, manager, approver and administrator.");
        }

        var grant = new AccessGrant(Enum.Parse<AccessRole>(word, ignoreCase: true));
        grant = colon < 0 ? grant
            : scope.StartsWith(ExperimentPrefix, StringComparison.Ordinal) && scope.Length > ExperimentPrefix.Length ? grant with { Experiment = scope[ExperimentPrefix.Length..] }
            : scope.StartsWith(ModelPrefix, StringComparison.Ordinal) && scope.Length > ModelPrefix.Length ? grant with { Model = scope[ModelPrefix.Length..] }
            : throw new FormatException($"'{scope}' does not say what '{word}' is limited to. Write {word}:experiment=NAME or {word}:model=NAME, with * behind the beginning of names.");
        return grant switch
        {
            { Role: AccessRole.Administrator } when colon >= 0 => throw new FormatException("An administrator is never limited to an experiment or model. Write administrator, or manager with a limit."),
            { Role: AccessRole.Approver, Experiment: not null } => throw new FormatException("Versions of models are approved, not experiments. Write approver:model=NAME."),
            _ => grant,
        };
    }

    /// <summary>The grant as <see cref="Parse"/> reads it.</summary>
    public override string ToString()
    {
        var role = Role.ToString().ToLowerInvariant();
        return Experiment is not null ? $"{role}:{ExperimentPrefix}{Experiment}" : Model is not null ? $"{role}:{ModelPrefix}{Model}" : role;
    }

    internal bool CoversExperiment(string name) => Model is null && Role != AccessRole.Approver && (Experiment is null || Matches(Experiment, name));

    internal bool CoversModel(string name) => Experiment is null && (Model is null || Matches(Model, name));

    /// <summary>Whether everything that another grant covers is covered by this one too.</summary>
    internal bool Includes(AccessGrant other) =>
        (Experiment is null || (other.Experiment is { } experiment && Matches(Experiment, experiment)))
        && (Model is null || (other.Model is { } model && Matches(Model, model)));

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == name;
}
