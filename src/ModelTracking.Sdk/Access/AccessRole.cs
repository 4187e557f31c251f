namespace ModelTracking.Access;

/// <summary>What somebody may do with experiments and models. Each of the first three includes those before it.</summary>
public enum AccessRole
{
    /// <summary>Sees runs or models, with all that belongs to them.</summary>
    Reader,

    /// <summary>Also edits and comments: names, notes, tags, stars, descriptions; asks for approval.</summary>
    Editor,

    /// <summary>Also archives runs, moves aliases and stages, and rolls back.</summary>
    Manager,

    /// <summary>Sees models, and approves or rejects their versions. Included in no other role, so that nobody approves what is their own by being powerful.</summary>
    Approver,

    /// <summary>Manages everything, hands out and revokes keys, and reads the audit log. Never limited to an experiment or model.</summary>
    Administrator,
}
