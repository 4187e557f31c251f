namespace Mlflow.Stub;

/// <summary>How the stub behaves.</summary>
public sealed class StubOptions
{
    /// <summary>Which MLflow it is. Default: 3.8.</summary>
    public ServerVersion Version { get; init; } = ServerVersion.V3_8;

    /// <summary>What stands behind it. Default: a database.</summary>
    public StoreKind Store { get; init; } = StoreKind.Sql;

    /// <summary>With basic authentication: MLflow's published default is admin with password1234. Default: no authentication.</summary>
    public (string User, string Password)? Admin { get; init; }

    /// <summary>Artifacts can be uploaded in parts, as behind a cloud store. Default: no, as on a local disk.</summary>
    public bool Multipart { get; init; }

    /// <summary>Long values are cut (true) or refused (false). Default: cut.</summary>
    public bool TruncateLongValues { get; init; } = true;

    /// <summary>A body above this many bytes is answered with 413, as a proxy in front does. Default: none.</summary>
    public long? LargestBody { get; init; }

    /// <summary>The port on loopback. Default: a free one.</summary>
    public int Port { get; init; }

    /// <summary>Requests are kept in <see cref="MlflowStub.Requests"/>. Default: yes; no for a benchmark.</summary>
    public bool KeepRequests { get; init; } = true;

    /// <summary>The server's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
