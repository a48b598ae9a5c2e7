namespace SecretsDashboard.Secrets;

/// <summary>By what the table is sorted. Key breaks ties.</summary>
public enum SecretOrder
{
    Key,
    Description,
    Type,
    Changed,
    Created,

    /// <summary>Where secrets of several projects stand together.</summary>
    Project,
}
