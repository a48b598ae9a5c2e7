namespace SecretsDashboard.Data;

/// <summary>What a person may do in the instance as a whole. The numbers are stored.</summary>
public enum InstanceRole
{
    Member = 0,
    Admin = 1,
    Owner = 2,
}
