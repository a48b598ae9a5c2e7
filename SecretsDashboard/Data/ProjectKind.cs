namespace SecretsDashboard.Data;

/// <summary>Whose a project is. The numbers are stored.</summary>
public enum ProjectKind
{
    /// <summary>Its members'. There are as many as people create.</summary>
    Team = 0,

    /// <summary>One person's own, whom <see cref="Project.OwnerId"/> names: one each, nobody else's business.</summary>
    Personal = 1,

    /// <summary>Everybody's: what the organization shares. There is one.</summary>
    Organization = 2,
}
