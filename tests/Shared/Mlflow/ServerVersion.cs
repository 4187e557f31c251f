namespace Mlflow.Stub;

/// <summary>Which MLflow the stub behaves like.</summary>
public enum ServerVersion
{
    /// <summary>The last of 2.x: no logged models, no paging of metric histories.</summary>
    V2_17,

    /// <summary>3.8.</summary>
    V3_8,
}
