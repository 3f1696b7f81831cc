/** Two of the seed's people, as HR would report them. */
export const NOURA = {
  email: 'noura.mansour@northwind.example',
  givenname: 'Noura',
  surname: 'Mansour',
  title: 'Product Marketing Manager',
  department: 'Marketing',
}
export const GORDON = {
  email: 'gordon.petrov@northwind.example',
  givenname: 'Gordon',
  surname: 'Petrov',
  title: 'Event Coordinator',
  department: 'Marketing',
}
/** Who approves, and who is told of failures. */
export const ADMIN = 'iam-admins@northwind.example'
export const IT = 'it@northwind.example'
/** The group of the company that carries rights in the application, and which. */
export const GROUP = 'Partner Program'
export const ROLE = 'Partner Manager'
