namespace SecretsDashboard.Members;

/// <summary>What the form for an invitation posts.</summary>
internal sealed class InviteForm
{
    public string Email { get; set; } = "";

    /// <summary>A name of <see cref="Data.InstanceRole"/>.</summary>
    public string Role { get; set; } = "";
}
